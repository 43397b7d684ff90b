package ai.openclaw.voice.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many words of a transcript are wrong: words put in, left out or changed, against what was said. */
public record WordErrors(int wrong, int words) {
    private static final String[] ONES = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };
    /** Spellings between which nobody hears a difference. */
    private static final Map<String, String> SAME = Map.of(
            "login",
            "log in",
            "logon",
            "log on",
            "voicemail",
            "voice mail",
            "ok",
            "okay",
            "mr",
            "mister",
            "cannot",
            "can not",
            "touchtone",
            "touch tone",
            "unavail",
            "unavailable");

    public static WordErrors between(String said, String heard) {
        List<String> a = words(said);
        List<String> b = words(heard);
        int[] row = new int[b.size() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return new WordErrors(row[b.size()], a.size());
    }

    public WordErrors plus(WordErrors other) {
        return new WordErrors(wrong + other.wrong, words + other.words);
    }

    /** Words in small letters, numbers spelt out, hyphens and punctuation gone. */
    public static List<String> words(String text) {
        String plain = text.toLowerCase(Locale.ROOT)
                .replaceAll("[’‘]", "'")
                .replaceAll("[-–—]", " ")
                .replaceAll("[^a-z0-9' ]", " ")
                .replaceAll("(^|\\s)'+|'+(\\s|$)", " ");
        List<String> words = new ArrayList<>();
        for (String word : plain.strip().split("\\s+")) {
            if (!word.isEmpty()) {
                String spelt = word.matches("\\d{1,9}") ? number(word) : SAME.getOrDefault(word, word);
                words.addAll(List.of(spelt.split(" ")));
            }
        }
        return words;
    }

    private static String number(String digits) {
        if (digits.length() > 3) {
            StringBuilder each = new StringBuilder();
            digits.chars().forEach(c -> each.append(ONES[c - '0']).append(' '));
            return each.toString().strip();
        }
        int n = Integer.parseInt(digits);
        if (n < 20) {
            return ONES[n];
        }
        if (n < 100) {
            return TENS[n / 10] + (n % 10 == 0 ? "" : " " + ONES[n % 10]);
        }
        return ONES[n / 100] + " hundred" + (n % 100 == 0 ? "" : " " + number(String.valueOf(n % 100)));
    }
}
