package ai.openclaw.voice.component.tts.phonemes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a word's phones in the IPA that espeak-ng uses for American English, the stress mark before the vowel. */
final class EspeakIpa {
    private static final Map<String, String> IPA = Map.ofEntries(
            Map.entry("AA", "ɑː"),
            Map.entry("AE", "æ"),
            Map.entry("AH", "ʌ"),
            Map.entry("AO", "ɔː"),
            Map.entry("AW", "aʊ"),
            Map.entry("AY", "aɪ"),
            Map.entry("EH", "ɛ"),
            Map.entry("ER", "ɜː"),
            Map.entry("EY", "eɪ"),
            Map.entry("IH", "ɪ"),
            Map.entry("IY", "iː"),
            Map.entry("OW", "oʊ"),
            Map.entry("OY", "ɔɪ"),
            Map.entry("UH", "ʊ"),
            Map.entry("UW", "uː"),
            Map.entry("B", "b"),
            Map.entry("CH", "tʃ"),
            Map.entry("D", "d"),
            Map.entry("DH", "ð"),
            Map.entry("F", "f"),
            Map.entry("G", "ɡ"),
            Map.entry("HH", "h"),
            Map.entry("JH", "dʒ"),
            Map.entry("K", "k"),
            Map.entry("L", "l"),
            Map.entry("M", "m"),
            Map.entry("N", "n"),
            Map.entry("NG", "ŋ"),
            Map.entry("P", "p"),
            Map.entry("R", "ɹ"),
            Map.entry("S", "s"),
            Map.entry("SH", "ʃ"),
            Map.entry("T", "t"),
            Map.entry("TH", "θ"),
            Map.entry("V", "v"),
            Map.entry("W", "w"),
            Map.entry("Y", "j"),
            Map.entry("Z", "z"),
            Map.entry("ZH", "ʒ"));

    private static final Set<String> SIBILANTS = Set.of("S", "Z", "SH", "ZH", "CH", "JH");

    private static final Pattern PREFIX = Pattern.compile("re|de|be");
    private static final Pattern NORTH = Pattern.compile("or(?=[bcdfgklmnstvwz])(?<!por)|or$|war|quar");

    private EspeakIpa() {}

    /**
     * @param word as it is spelled, in small letters: some vowels are heard by their letter
     * @param phones how it is said
     */
    static String of(String word, List<Phone> phones) {
        return new Writer(word, phones).ipa();
    }

    private static final class Writer {
        /** The letters of one vowel sound; a final e after a consonant is silent. */
        private static final Pattern VOWEL_LETTERS = Pattern.compile("[aeiouy]+");

        private final String word;
        private final List<Phone> phones;
        private final List<String> letters;

        Writer(String word, List<Phone> phones) {
            this.word = word;
            this.phones = phones;
            this.letters = vowelLetters();
        }

        String ipa() {
            StringBuilder ipa = new StringBuilder();
            int syllable = 0;
            int primary = -2;
            for (int i = 0; i < phones.size(); i++) {
                Phone phone = phones.get(i);
                if (isGlottalTen(i)) {
                    ipa.append("ʔn̩");
                    i += 2;
                } else if (phone.isVowel()) {
                    primary = phone.stress() == 1 ? syllable : primary;
                    // Right after the main stress a second one is not marked: password, mailbox.
                    boolean second = phone.stress() == 2 && syllable != primary + 1;
                    ipa.append(phone.stress() == 1 ? "ˈ" : second ? "ˌ" : "").append(vowel(i, syllable));
                    syllable++;
                } else {
                    ipa.append(isFlap(i) ? "ɾ" : IPA.getOrDefault(phone.symbol(), ""));
                }
            }
            return ipa.toString();
        }

        private String vowel(int i, int syllable) {
            Phone phone = phones.get(i);
            boolean reduced = phone.stress() == 0;
            return switch (phone.symbol()) {
                case "AO" -> is(i + 1, "R") && !isNorth() ? "oː" : "ɔː";
                case "IY" -> is(i + 1, "R") ? "ɪ" : isDay(i) ? "eɪ" : !reduced ? "iː" : isPrefix(i) ? "ᵻ" : "i";
                case "ER" -> (reduced ? "ɚ" : "ɜː") + (isVowel(i + 1) ? "ɹ" : "");
                case "AH" -> reduced ? schwa(i, syllable) : "ʌ";
                case "AE" -> reduced && i == 0 ? "ɐ" : "æ";
                case "IH" -> isEx(i) ? "ɛ" : reduced && (isEnding(i) || isPrefix(i)) ? "ᵻ" : "ɪ";
                default -> IPA.get(phone.symbol());
            };
        }

        private String schwa(int i, int syllable) {
            if (isEnding(i) || isPrefix(i)) {
                return "ᵻ";
            }
            if (i == 0) {
                return word.startsWith("a") ? "ɐ" : word.startsWith("un") ? "ʌ" : "ə";
            }
            boolean final2 = i >= phones.size() - 3;
            if (is(i + 1, "JH") && final2 && word.contains("age")) {
                return "ɪ";
            }
            boolean letterI = syllable < letters.size() && letters.get(syllable).matches("[iy]");
            return letterI && !is(i + 1, "L") ? "ɪ" : "ə";
        }

        /** One entry for each vowel sound, or none when spelling and sound do not go together one to one. */
        private List<String> vowelLetters() {
            String spelled = word.replaceAll("(?<=[^aeiouy])e$|(?<=[^aeiouyszxcghtd])e(?=[sd]$)", "");
            List<String> found = new ArrayList<>();
            for (Matcher m = VOWEL_LETTERS.matcher(spelled); m.find(); ) {
                found.add(m.group());
            }
            long vowels = phones.stream().filter(Phone::isVowel).count();
            return found.size() == vowels ? found : List.of();
        }

        /** Plural -es after a sibilant, past -ed. */
        private boolean isEnding(int i) {
            if (i == 0 || i != phones.size() - 2) {
                return false;
            }
            boolean plural = is(i + 1, "Z")
                    && SIBILANTS.contains(phones.get(i - 1).symbol())
                    && (word.endsWith("es") || word.endsWith("'s"));
            return plural || is(i + 1, "D") && word.endsWith("ed");
        }

        /** The vowel of re-, de-, be-. */
        private boolean isPrefix(int i) {
            return i == 1 && word.length() > 3 && PREFIX.matcher(word).lookingAt();
        }

        private boolean isEx(int i) {
            return i == 0 && phones.get(i).stress() == 0 && word.startsWith("ex") && is(1, "K");
        }

        private boolean isDay(int i) {
            return i == phones.size() - 1 && word.endsWith("day");
        }

        /** The vowel of north and order, which the voice tells from that of four and more. */
        private boolean isNorth() {
            return NORTH.matcher(word).find();
        }

        /** American t between vowels, the second one weak: water, city, forty. */
        private boolean isFlap(int i) {
            if (!is(i, "T") || !isVowel(i + 1) || phones.get(i + 1).stress() != 0) {
                return false;
            }
            return isVowel(i - 1) || is(i - 1, "R") && isVowel(i - 2);
        }

        /** The end of button and written, said with the glottis. */
        private boolean isGlottalTen(int i) {
            return isVowel(i - 1)
                    && phones.get(i - 1).stress() == 1
                    && !is(i - 1, "ER")
                    && is(i, "T")
                    && is(i + 1, "AH")
                    && is(i + 2, "N")
                    && i + 3 == phones.size();
        }

        private boolean is(int i, String symbol) {
            return i >= 0 && i < phones.size() && phones.get(i).symbol().equals(symbol);
        }

        private boolean isVowel(int i) {
            return i >= 0 && i < phones.size() && phones.get(i).isVowel();
        }
    }
}
