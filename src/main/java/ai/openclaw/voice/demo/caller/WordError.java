package ai.openclaw.voice.demo.caller;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How far what was heard is from what was said, word by word, after both are brought to the same spelling. */
public final class WordError {
    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3}\\b)");
    private static final Pattern MONEY = Pattern.compile("([$€£])(\\d+)");
    private static final Pattern TIME = Pattern.compile("\\b(\\d{1,2}):(\\d{2})\\b");
    private static final Pattern DECIMAL = Pattern.compile("\\b(\\d{1,12})\\.(\\d+)\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    /** Longer ones are read digit by digit. */
    private static final int LONGEST_NUMBER = 6;

    private WordError() {}

    /** The words of a text in lower case: numbers as words, without punctuation, in one spelling. */
    public static List<String> words(String text) {
        String t = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        t = THOUSANDS.matcher(t).replaceAll("");
        t = MONEY.matcher(t)
                .replaceAll(m -> m.group(2)
                        + switch (m.group(1)) {
                            case "€" -> " euros";
                            case "£" -> " pounds";
                            default -> " dollars";
                        });
        t = TIME.matcher(t).replaceAll(m -> m.group(1) + (m.group(2).equals("00") ? "" : " " + m.group(2)));
        t = DECIMAL.matcher(t).replaceAll(m -> m.group(1) + " point " + SpokenNumbers.digits(m.group(2)));
        t = t.replace("%", " percent ").replace("&", " and ").replaceAll("[’']", "");
        t = NUMBER.matcher(t).replaceAll(WordError::spoken);
        List<String> words = new ArrayList<>();
        for (String word : t.split("[^a-z]+")) {
            if (!word.isEmpty()) {
                words.add(word.equals("okay") ? "ok" : word);
            }
        }
        return words;
    }

    private static String spoken(MatchResult number) {
        String digits = number.group();
        boolean asDigits = digits.length() > LONGEST_NUMBER || digits.length() > 1 && digits.startsWith("0");
        return " " + (asDigits ? SpokenNumbers.digits(digits) : SpokenNumbers.words(Long.parseLong(digits))) + " ";
    }

    /**
     * Word error rate: substitutions, insertions and deletions for each word that was said. 0 is perfect; above 1 more was
     * heard wrongly than was said. Nothing said and nothing heard is 0.
     */
    public static double rate(String said, String heard) {
        List<String> a = words(said);
        List<String> b = words(heard);
        int[] row = new int[b.size() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.size(); j++) {
                int substituted = diagonal + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return (double) row[b.size()] / Math.max(1, a.size());
    }

    /**
     * The share of the words said that were heard in their order, 0 to 1; what was heard besides does not count. For
     * judging whether an answer came through.
     */
    public static double overlap(String said, String heard) {
        List<String> a = words(said);
        List<String> b = words(heard);
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                common[i][j] = a.get(i - 1).equals(b.get(j - 1))
                        ? common[i - 1][j - 1] + 1
                        : Math.max(common[i - 1][j], common[i][j - 1]);
            }
        }
        return a.isEmpty() ? 1 : (double) common[a.size()][b.size()] / a.size();
    }

    /** Whether these words were heard next to each other, in any spelling that {@link #words} makes equal. */
    public static boolean contains(String heard, String phrase) {
        String all = " " + String.join(" ", words(heard)) + " ";
        return all.contains(" " + String.join(" ", words(phrase)) + " ");
    }
}
