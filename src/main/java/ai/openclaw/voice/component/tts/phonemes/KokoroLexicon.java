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
import java.util.regex.Pattern;
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
        {"ʔn̩", "tn"},
        {"eɪ", "A"},
        {"aɪ", "I"},
        {"oʊ", "O"},
        {"ɔɪ", "Y"},
        {"aʊ", "W"},
        {"dʒ", "ʤ"},
        {"tʃ", "ʧ"},
        {"ɜːɹ", "ɜɹ"},
        {"ɜː", "ɜɹ"},
        {"ɚɹ", "əɹ"},
        {"ɚ", "əɹ"},
        {"oː", "ɔ"},
        {"ː", ""},
        {"ɾ", "T"},
        {"ʔ", "t"},
    };

    private static final Pattern SYLLABIC_L = Pattern.compile("əl(?=$|[bdfklmnpstvzɡ])");
    /** Kokoro's ᵻ is that of the endings -es and -ed alone. */
    private static final Pattern REDUCED = Pattern.compile("ᵻ(?![zd]$)");

    private static final Pattern FINAL_T = Pattern.compile("(?<=[AIOWYiuæɑəɛɪɹʊʌ])t$");

    private final Map<String, String> words;

    KokoroLexicon(Path gold) throws IOException {
        words = gold == null ? Map.of() : read(gold);
    }

    /** How the word is said; null when the lexicon has neither it nor what it is derived from, or when context decides. */
    String lookup(String spelling, String before) {
        String key = spelling.toLowerCase(Locale.ROOT);
        if (BY_CONTEXT.contains(key) || Homographs.of(key, before) != null) {
            return null;
        }
        String sound = known(spelling, key);
        return sound != null ? sound : inflected(spelling, key);
    }

    private String known(String spelling, String key) {
        String sound = words.get(spelling);
        return sound != null ? sound : words.get(key);
    }

    /** Plurals and the forms of verbs: the lexicon has their stems only. */
    private String inflected(String spelling, String key) {
        int length = spelling.length();
        if (length > 3 && key.endsWith("s") && !key.endsWith("ss")) {
            String stem = stem(spelling, key, key.endsWith("'s") ? 2 : 1, "es");
            return stem == null ? null : EnglishPhonemes.possessive(stem);
        }
        if (length > 4 && key.endsWith("ed")) {
            String stem = stem(spelling, key, 1, "ed");
            return stem == null
                    ? null
                    : flapped(stem) + (endsWith(stem, "td") ? "ᵻd" : endsWith(stem, "pkfθsʃʧ") ? "t" : "d");
        }
        if (length > 5 && key.endsWith("ing")) {
            String stem = stem(spelling, key, 3, "ing");
            stem = stem == null ? words.get(key.substring(0, length - 3) + "e") : stem;
            return stem == null ? null : flapped(stem) + "ɪŋ";
        }
        return null;
    }

    /** The word without its last letters, or without its whole ending. */
    private String stem(String spelling, String key, int cut, String ending) {
        int length = spelling.length();
        String stem = known(spelling.substring(0, length - cut), key.substring(0, length - cut));
        if (stem == null && key.endsWith(ending)) {
            int at = length - ending.length();
            stem = known(spelling.substring(0, at), key.substring(0, at));
        }
        return stem;
    }

    /** The t of wait becomes a flap in waited and waiting. */
    private static String flapped(String stem) {
        return FINAL_T.matcher(stem).replaceFirst("T");
    }

    private static boolean endsWith(String sound, String letters) {
        return !sound.isEmpty() && letters.indexOf(sound.charAt(sound.length() - 1)) >= 0;
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
            case "i" -> "ˌI";
            default -> word.ipa();
        };
    }

    /** From espeak-ng's letters; what is in Kokoro's already stays. */
    static String rewritten(String ipa) {
        String sound = ipa;
        for (String[] row : REWRITTEN) {
            sound = sound.replace(row[0], row[1]);
        }
        sound = SYLLABIC_L.matcher(sound).replaceAll("ᵊl");
        sound = REDUCED.matcher(sound).replaceAll("ə");
        return sound.startsWith("ɐ") && sound.length() > 2 ? "ə" + sound.substring(1) : sound;
    }

    private static Map<String, String> read(Path gold) throws IOException {
        Map<String, String> words = new HashMap<>(150_000);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gold))) {
            JsonNode root = new ObjectMapper().readTree(in);
            root.fields().forEachRemaining(entry -> {
                JsonNode sound = entry.getValue().isObject() ? entry.getValue().path("DEFAULT") : entry.getValue();
                if (sound.isTextual()) {
                    // The voices were taught with T for the flap and t for the glottal stop.
                    words.put(entry.getKey(), sound.asText().replace('ɾ', 'T').replace('ʔ', 't'));
                }
            });
        }
        return words;
    }
}
