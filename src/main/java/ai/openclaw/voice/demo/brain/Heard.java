package ai.openclaw.voice.demo.brain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The caller's words, read with a recogniser's mistakes in mind: "oppening ours" still asks for the opening hours. */
record Heard(List<String> words) {
    /** Short words differ too little from each other to be guessed at. */
    private static final int MIN_LENGTH_FOR_ONE_MISTAKE = 5;

    private static final int MIN_LENGTH_FOR_TWO_MISTAKES = 8;

    static Heard of(String text) {
        String plain = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return new Heard(plain.isEmpty() ? List.of() : List.of(plain.split(" ")));
    }

    /** The topic with the most weight; among equals the one that {@link Topic} lists first; null for none. */
    Topic topic() {
        Topic best = null;
        int most = 0;
        for (Topic topic : Topic.values()) {
            int weight = 0;
            for (Map.Entry<String, Integer> entry : topic.weights().entrySet()) {
                weight += says(entry.getKey()) ? entry.getValue() : 0;
            }
            if (weight > most) {
                most = weight;
                best = topic;
            }
        }
        return best;
    }

    /** The day that is spoken of, or null. */
    DayOfWeek day(LocalDate today) {
        if (says("today")) {
            return today.getDayOfWeek();
        }
        if (says("tomorrow")) {
            return today.getDayOfWeek().plus(1);
        }
        if (says("weekend")) {
            return DayOfWeek.SATURDAY;
        }
        // Exactly first: Sunday and Monday are two letters apart.
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            if (words.contains(name) || words.contains(name + "s")) {
                return day;
            }
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            // "Sonday" is as near to Monday as to Sunday, but recognisers seldom get the first sound wrong.
            if (words.stream().anyMatch(word -> word.charAt(0) == name.charAt(0) && distance(word, name) <= 1)) {
                return day;
            }
        }
        return null;
    }

    private boolean says(String phrase) {
        if (phrase.startsWith("=")) {
            return words.contains(phrase.substring(1));
        }
        String[] wanted = phrase.split(" ");
        for (int start = 0; start + wanted.length <= words.size(); start++) {
            boolean all = true;
            for (int i = 0; i < wanted.length && all; i++) {
                all = alike(words.get(start + i), wanted[i]);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    private static boolean alike(String heard, String wanted) {
        int mistakes = wanted.length() >= MIN_LENGTH_FOR_TWO_MISTAKES
                ? 2
                : wanted.length() >= MIN_LENGTH_FOR_ONE_MISTAKE ? 1 : 0;
        return heard.equals(wanted)
                || mistakes > 0
                        && Math.abs(heard.length() - wanted.length()) <= mistakes
                        && distance(heard, wanted) <= mistakes;
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
