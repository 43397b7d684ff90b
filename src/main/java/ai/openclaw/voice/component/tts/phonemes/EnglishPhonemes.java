package ai.openclaw.voice.component.tts.phonemes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns speakable English into a line of IPA with its punctuation. The text has no digits and symbols any more:
 * {@code speech.SpokenText} made words of them. Thread-safe.
 */
public final class EnglishPhonemes {
    private static final Pattern TOKEN = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*(?:['’]\\p{L}+)*['’]?|[.,;:!?]|[–—…-]");
    private static final Pattern NOT_ENGLISH = Pattern.compile("\\p{M}");
    /** An A beside another lone capital is a letter: A M, U S A. */
    private static final Pattern LETTER_A =
            Pattern.compile("(?<!\\p{L})A(?= [A-Z](?!\\p{L}))|(?<=(?<!\\p{L})[A-Z] )A(?!\\p{L})");
    /** Stands for the letter in the table of exceptions, where the word a has its own sound. */
    private static final String NAME_OF_A = "lettera";

    private static final String VOWEL_SOUNDS = "AIOWYaæɐɑɒeəɚɛɜiɪᵻoɔuʊʌ";
    /** Their t becomes a flap before a vowel: it is, what if. */
    private static final Set<String> WEAK_T = Set.of("it", "at", "that", "what", "but", "not", "might", "get", "got");

    private static final Set<String> BEFORE_THE = Set.of("in", "of", "on", "from", "with", "was");

    private static final Map<String, String> LETTERS = letters();

    private final Lexicon lexicon;
    private final Map<String, String> exceptions;
    /** Null for the IPA of espeak-ng. */
    private final KokoroLexicon kokoro;

    private EnglishPhonemes(Lexicon lexicon, KokoroLexicon kokoro) throws IOException {
        this.lexicon = lexicon;
        this.kokoro = kokoro;
        this.exceptions = exceptions();
    }

    /**
     * In the IPA of espeak-ng, which Piper voices have learnt.
     *
     * @param cmudict the CMU dictionary as text, or null for the smaller one inside MaryTTS's jar
     * @throws IOException when a dictionary cannot be read
     */
    public static EnglishPhonemes likeEspeak(Path cmudict) throws IOException {
        return new EnglishPhonemes(new Lexicon(cmudict), null);
    }

    /**
     * In Kokoro's alphabet, which Kokoro and the voices made from it have learnt.
     *
     * @param goldLexicon misaki's {@code us_gold.json}, gzipped, or null to do without
     * @throws IOException when a dictionary cannot be read
     */
    public static EnglishPhonemes likeKokoro(Path goldLexicon) throws IOException {
        return new EnglishPhonemes(new Lexicon(null), new KokoroLexicon(goldLexicon));
    }

    /** One word on its way to sound. Punctuation has an empty spelling. */
    record Sounding(String spelling, String ipa) {}

    /**
     * @return IPA with a blank between words and the marks {@code . , ; : ! ?} where they were; empty when there is no
     *     word in the text
     */
    public String of(String text) {
        List<Sounding> words = new ArrayList<>();
        Matcher token = TOKEN.matcher(LETTER_A.matcher(text).replaceAll(NAME_OF_A));
        String before = "";
        while (token.find()) {
            String spelling = token.group().replace('’', '\'');
            if (!Character.isLetter(spelling.charAt(0))) {
                mark(spelling, words);
                before = "-".equals(spelling) ? before : "";
                continue;
            }
            before = word(spelling, before, words);
        }
        return kokoro == null ? joined(words) : kokoro.joined(words);
    }

    private static void mark(String mark, List<Sounding> words) {
        if (words.isEmpty() || words.get(words.size() - 1).spelling.isEmpty() || mark.equals("-")) {
            return;
        }
        words.add(new Sounding(
                "",
                switch (mark) {
                    case "–", "—" -> ",";
                    case "…" -> ".";
                    default -> mark;
                }));
    }

    private String word(String spelling, String before, List<Sounding> words) {
        if (isSpelledOut(spelling)) {
            for (char letter : spelling.toCharArray()) {
                words.add(new Sounding(String.valueOf(letter), written(LETTERS.get(String.valueOf(letter)))));
            }
            return spelling;
        }
        String key = spelling.toLowerCase(Locale.ROOT);
        String own = kokoro == null ? null : kokoro.lookup(spelling, before);
        String ipa = own != null ? own : written(pronounced(key, before));
        if (ipa.isEmpty()) {
            return before;
        }
        words.add(new Sounding(key, ipa));
        return key;
    }

    /** Capitals that are no word: PBX. A lone capital is a letter, except the words A and I. */
    private boolean isSpelledOut(String spelling) {
        if (!spelling.equals(spelling.toUpperCase(Locale.ROOT))
                || !spelling.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            return false;
        }
        if (spelling.length() == 1) {
            return !spelling.equals("A") && !spelling.equals("I");
        }
        return spelling.length() <= 5
                && lexicon.lookup(spelling).isEmpty()
                && !exceptions.containsKey(spelling.toLowerCase(Locale.ROOT));
    }

    private String written(String ipa) {
        return kokoro == null ? ipa : KokoroLexicon.rewritten(ipa);
    }

    private String pronounced(String word, String before) {
        String homograph = Homographs.of(word, before);
        if (homograph != null) {
            return homograph;
        }
        String exception = exceptions.get(word);
        if (exception != null) {
            return exception;
        }
        List<List<Phone>> known = lexicon.lookup(word);
        if (!known.isEmpty()) {
            return EspeakIpa.of(word, known.get(0));
        }
        if (word.endsWith("'")) {
            return pronounced(word.substring(0, word.length() - 1), before);
        }
        if (word.endsWith("'s") && word.length() > 2) {
            return possessive(pronounced(word.substring(0, word.length() - 2), before));
        }
        String plain = NOT_ENGLISH
                .matcher(java.text.Normalizer.normalize(word, java.text.Normalizer.Form.NFD))
                .replaceAll("");
        if (!plain.equals(word)) {
            return pronounced(plain, before);
        }
        return compound(word);
    }

    /** A word of two known ones, such as timezone, else what its letters suggest. */
    private String compound(String word) {
        for (int cut = word.length() - 3; cut >= 3; cut--) {
            List<List<Phone>> head = lexicon.lookup(word.substring(0, cut));
            List<List<Phone>> tail = lexicon.lookup(word.substring(cut));
            if (!head.isEmpty() && !tail.isEmpty()) {
                return EspeakIpa.of(word.substring(0, cut), head.get(0))
                        + EspeakIpa.of(word.substring(cut), tail.get(0))
                                .replace("ˌ", "")
                                .replace('ˈ', 'ˌ');
            }
        }
        List<Phone> guess = lexicon.guess(word);
        return guess.isEmpty() ? "" : EspeakIpa.of(word, guess);
    }

    /** With the ending -s, which sounds after what it follows. */
    static String possessive(String ipa) {
        if (ipa.isEmpty()) {
            return ipa;
        }
        if (ipa.matches(".*[szʃʒʧʤ]")) {
            return ipa + "ᵻz";
        }
        return ipa + (ipa.matches(".*[ptkfθ]") ? "s" : "z");
    }

    private static String joined(List<Sounding> words) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            Sounding word = words.get(i);
            if (word.spelling.isEmpty()) {
                line.append(word.ipa);
                continue;
            }
            if (!line.isEmpty() && !isLeaning(words, i)) {
                line.append(' ');
            }
            boolean beforeVowel = i + 1 < words.size() && beginsWithVowel(words.get(i + 1));
            boolean last = i + 1 == words.size() || words.get(i + 1).spelling.isEmpty();
            line.append(inContext(word, beforeVowel, last));
        }
        return line.toString();
    }

    /** Said in one breath with the preposition before it, as espeak-ng writes it and the voice has learnt it: in the. */
    private static boolean isLeaning(List<Sounding> words, int i) {
        return i > 0 && words.get(i).spelling.equals("the") && BEFORE_THE.contains(words.get(i - 1).spelling);
    }

    private static String inContext(Sounding word, boolean beforeVowel, boolean last) {
        if (word.spelling.equals("the") && beforeVowel) {
            return "ðɪ";
        }
        if (word.spelling.equals("to") && (beforeVowel || last)) {
            return beforeVowel ? "tʊ" : "tuː";
        }
        if (word.spelling.equals("is") && last) {
            return "ˈɪz";
        }
        if (!beforeVowel) {
            return word.ipa;
        }
        if (word.ipa.endsWith("ɚ") || word.ipa.endsWith("ɜː")) {
            return word.ipa + "ɹ";
        }
        if (WEAK_T.contains(word.spelling)) {
            return word.ipa.substring(0, word.ipa.length() - 1) + "ɾ";
        }
        return word.ipa;
    }

    static boolean beginsWithVowel(Sounding word) {
        String ipa = word.ipa;
        int first = ipa.startsWith("ˈ") || ipa.startsWith("ˌ") ? 1 : 0;
        return !word.spelling.isEmpty() && first < ipa.length() && VOWEL_SOUNDS.indexOf(ipa.charAt(first)) >= 0;
    }

    private static Map<String, String> exceptions() throws IOException {
        Map<String, String> table = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                EnglishPhonemes.class.getResourceAsStream("en-us.tsv"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t");
                if (cells.length == 2 && !line.startsWith("#")) {
                    table.put(cells[0], cells[1]);
                }
            }
        }
        return table;
    }

    private static Map<String, String> letters() {
        String[] names =
                ("ˈeɪ bˈiː sˈiː dˈiː ˈiː ˈɛf dʒˈiː ˈeɪtʃ ˈaɪ dʒˈeɪ kˈeɪ ˈɛl ˈɛm ˈɛn ˈoʊ pˈiː kjˈuː ˈɑːɹ ˈɛs tˈiː jˈuː"
                                + " vˈiː dˈʌbəljˌuː ˈɛks wˈaɪ zˈiː")
                        .split(" ");
        Map<String, String> letters = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            letters.put(String.valueOf((char) ('A' + i)), names[i]);
        }
        return letters;
    }
}
