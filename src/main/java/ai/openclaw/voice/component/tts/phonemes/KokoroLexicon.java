package ai.openclaw.voice.component.tts.phonemes;

import ai.openclaw.voice.component.tts.phonemes.EnglishPhonemes.Sounding;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * How Kokoro writes English sounds: its own letters for diphthongs (A as in day, I as in my, O as in go, W as in now, Y as
 * in boy) and no marks of length. Words come from misaki's lexicon if it is there; other words are rewritten from
 * espeak-ng's way of writing. Thread-safe.
 */
final class KokoroLexicon {
    /** Said otherwise in each context, so no lexicon knows them. */
    private static final Set<String> BY_CONTEXT = Set.of("a", "an", "the", "to", "am");

    private static final String[][] REWRITTEN = {
        {"ʔn̩", "tn"}, {"eɪ", "A"}, {"aɪ", "I"}, {"oʊ", "O"}, {"ɔɪ", "Y"}, {"aʊ", "W"}, {"dʒ", "ʤ"}, {"tʃ", "ʧ"},
        {"ɜːɹ", "ɜɹ"}, {"ɜː", "ɜɹ"}, {"ɚɹ", "əɹ"}, {"ɚ", "əɹ"}, {"oː", "ɔ"}, {"ː", ""}, {"əl", "ᵊl"}, {"ɾ", "T"},
        {"ʔ", "t"},
    };

    private final Map<String, String> words;

    KokoroLexicon(Path gold) throws IOException {
        words = gold == null ? Map.of() : read(gold);
    }

    /** How the word is said, in either alphabet; null when the lexicon does not have it, or has several ways. */
    String lookup(String spelling, String before) {
        String key = spelling.toLowerCase(Locale.ROOT);
        if (BY_CONTEXT.contains(key) || Homographs.of(key, before) != null) {
            return null;
        }
        String sound = words.get(spelling);
        return sound != null ? sound : words.get(key);
    }

    String joined(List<Sounding> words) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            Sounding word = words.get(i);
            if (word.spelling().isEmpty()) {
                line.append(word.ipa());
                continue;
            }
            boolean last = i + 1 == words.size() || words.get(i + 1).spelling().isEmpty();
            boolean beforeVowel = !last && EnglishPhonemes.beginsWithVowel(words.get(i + 1));
            line.append(line.isEmpty() ? "" : " ").append(inContext(word, beforeVowel, last));
        }
        return line.toString();
    }

    private static String inContext(Sounding word, boolean beforeVowel, boolean last) {
        return switch (word.spelling()) {
            case "the" -> beforeVowel ? "ði" : "ðə";
            case "to" -> last ? "tu" : beforeVowel ? "tʊ" : "tə";
            case "a" -> "ɐ";
            case "an" -> "ɐn";
            case "am" -> last ? "æm" : "ɐm";
            default -> rewritten(word.ipa());
        };
    }

    /** From espeak-ng's letters; what is in Kokoro's already stays. */
    static String rewritten(String ipa) {
        String sound = ipa;
        for (String[] row : REWRITTEN) {
            sound = sound.replace(row[0], row[1]);
        }
        return sound.startsWith("ɐ") && sound.length() > 2 ? "ə" + sound.substring(1) : sound;
    }

    private static Map<String, String> read(Path gold) throws IOException {
        Map<String, String> words = new HashMap<>(150_000);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gold))) {
            JsonNode root = new ObjectMapper().readTree(in);
            root.fields().forEachRemaining(entry -> {
                JsonNode sound = entry.getValue().isObject() ? entry.getValue().path("DEFAULT") : entry.getValue();
                if (sound.isTextual()) {
                    words.put(entry.getKey(), sound.asText());
                }
            });
        }
        return words;
    }
}
