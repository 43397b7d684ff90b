package ai.openclaw.voice.component.tts.phonemes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One phone in the CMU dictionary's alphabet (ARPAbet).
 *
 * @param symbol such as {@code AA} or {@code T}
 * @param stress 1 primary, 2 secondary, 0 none; 0 for consonants
 */
record Phone(String symbol, int stress) {
    private static final Set<String> VOWELS =
            Set.of("AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW");

    private static final Map<String, String> FROM_SAMPA = Map.ofEntries(
            Map.entry("A", "AA"),
            Map.entry("{", "AE"),
            Map.entry("@", "AH"),
            Map.entry("V", "AH"),
            Map.entry("O", "AO"),
            Map.entry("aU", "AW"),
            Map.entry("AI", "AY"),
            Map.entry("E", "EH"),
            Map.entry("r=", "ER"),
            Map.entry("EI", "EY"),
            Map.entry("I", "IH"),
            Map.entry("i", "IY"),
            Map.entry("@U", "OW"),
            Map.entry("OI", "OY"),
            Map.entry("U", "UH"),
            Map.entry("u", "UW"),
            Map.entry("tS", "CH"),
            Map.entry("dZ", "JH"),
            Map.entry("T", "TH"),
            Map.entry("D", "DH"),
            Map.entry("S", "SH"),
            Map.entry("Z", "ZH"),
            Map.entry("h", "HH"),
            Map.entry("N", "NG"),
            Map.entry("j", "Y"));

    boolean isVowel() {
        return VOWELS.contains(symbol);
    }

    /** Reads what the CMU dictionary writes: {@code HH AH0 L OW1}. */
    static List<Phone> ofArpabet(String line) {
        List<Phone> phones = new ArrayList<>();
        for (String token : line.strip().split("\\s+")) {
            char last = token.charAt(token.length() - 1);
            phones.add(
                    Character.isDigit(last)
                            ? new Phone(token.substring(0, token.length() - 1), last - '0')
                            : new Phone(token, 0));
        }
        return phones;
    }

    /** Reads what MaryTTS writes: {@code h @ - ' l @U}, the stress mark at the syllable's beginning. */
    static List<Phone> ofSampa(String syllables) {
        List<Phone> phones = new ArrayList<>();
        int stress = 0;
        for (String token : syllables.strip().split("\\s+")) {
            switch (token) {
                case "-" -> stress = 0;
                case "'" -> stress = 1;
                case "," -> stress = 2;
                default -> {
                    Phone phone =
                            new Phone(FROM_SAMPA.getOrDefault(token, token.toUpperCase(java.util.Locale.ROOT)), 0);
                    phones.add(phone.isVowel() ? new Phone(phone.symbol, stress) : phone);
                }
            }
        }
        return phones;
    }
}
