package ai.openclaw.voice.component.tts.phonemes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import marytts.exceptions.MaryConfigurationException;
import marytts.fst.FSTLookup;
import marytts.modules.phonemiser.AllophoneSet;
import marytts.modules.phonemiser.TrainedLTS;

/**
 * How English words sound: the CMU dictionary's file if there is one, else the smaller CMU dictionary inside MaryTTS's
 * jar, and letter-to-sound rules trained on it for words that neither knows. Thread-safe.
 */
final class Lexicon {
    private static final String MARY = "/marytts/language/en_US/lexicon/";

    private final Map<String, String> cmu;
    private final FSTLookup mary;
    private final TrainedLTS letterToSound;

    /**
     * @param cmudict the CMU dictionary as text, one {@code WORD  PH OW1 N Z} a line; null for MaryTTS's alone
     * @throws IOException when a dictionary cannot be read
     */
    Lexicon(Path cmudict) throws IOException {
        cmu = cmudict == null ? Map.of() : read(cmudict);
        try (InputStream fst = resource("cmudict.fst");
                InputStream allophones = resource("allophones.en_US.xml");
                InputStream rules = resource("cmudict.lts")) {
            mary = new FSTLookup(fst, "cmudict");
            letterToSound = new TrainedLTS(AllophoneSet.getAllophoneSet(allophones, "en_US"), rules);
        } catch (MaryConfigurationException e) {
            throw new IOException("MaryTTS's English lexicon is unreadable", e);
        }
    }

    /** The ways in which a word is said, the commonest first; empty when it is in no dictionary. */
    List<List<Phone>> lookup(String word) {
        String key = word.toLowerCase(Locale.ROOT);
        List<List<Phone>> found = new ArrayList<>();
        for (String k = key; cmu.containsKey(k); k = key + "(" + found.size() + ")") {
            found.add(Phone.ofArpabet(cmu.get(k)));
        }
        if (found.isEmpty()) {
            for (String sampa : mary.lookup(key)) {
                found.add(Phone.ofSampa(sampa));
            }
        }
        return found;
    }

    /** How a word that is in no dictionary is most likely said; empty when it has no letters. */
    synchronized List<Phone> guess(String word) {
        try {
            String phones = letterToSound.predictPronunciation(word.toLowerCase(Locale.ROOT));
            return phones.isBlank() ? List.of() : Phone.ofSampa(letterToSound.syllabify(phones));
        } catch (RuntimeException e) {
            // The rules throw at letters that English does not have.
            return List.of();
        }
    }

    private static Map<String, String> read(Path cmudict) throws IOException {
        Map<String, String> words = new HashMap<>(200_000);
        // The dictionary's few accented letters are Latin-1, and it has no others.
        try (BufferedReader lines = Files.newBufferedReader(cmudict, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int gap = line.indexOf(' ');
                if (gap > 0 && !line.startsWith(";;;")) {
                    words.put(
                            line.substring(0, gap).toLowerCase(Locale.ROOT),
                            line.substring(gap).strip());
                }
            }
        }
        if (words.size() < 10_000) {
            throw new IOException(cmudict.getFileName() + " is not the CMU dictionary: " + words.size() + " words");
        }
        return words;
    }

    private static InputStream resource(String name) throws IOException {
        InputStream stream = Lexicon.class.getResourceAsStream(MARY + name);
        if (stream == null) {
            throw new IOException("marytts-lang-en is not on the class path: " + MARY + name + " is missing");
        }
        return stream;
    }
}
