package ai.openclaw.voice.speech;

import java.util.List;
import java.util.Map;

/** Numbers and spellings that a caller dictates piece by piece. */
final class Dictation {
    private static final Map<String, PhraseList> LISTS = PhraseList.read("dictation-en.txt");
    private static final PhraseList DIGITS = LISTS.get("digits");
    private static final PhraseList TENS = LISTS.get("tens");
    private static final PhraseList MULTIPLES = LISTS.get("multiples");
    private static final PhraseList AMOUNTS = LISTS.get("amounts");
    private static final PhraseList ANNOUNCED = LISTS.get("announced");
    private static final PhraseList QUESTION_WORDS = LISTS.get("question words");
    /** Two are an age, a price, a time of day; whoever says three digits or letters one by one dictates. */
    private static final int LEAST = 3;
    /** Up to four in one piece are a year or a time of day: "in 2019", "at 1130". */
    private static final int LONGEST_YEAR = 4;

    private Dictation() {}

    /** @param said at least one word, in small letters */
    static boolean isGoingOn(List<String> said) {
        int begin = said.size();
        int signs = 0;
        while (begin > 0 && signs(said.get(begin - 1)) > 0) {
            begin--;
            boolean ones = begin > 0 && TENS.contains(said.get(begin - 1)) && DIGITS.contains(said.get(begin));
            signs += ones ? 0 : signs(said.get(begin)); // The three of twenty-three is no digit of its own.
        }
        List<String> dictated = said.subList(begin, said.size());
        if (dictated.isEmpty() || dictated.stream().anyMatch(AMOUNTS::contains)) {
            return false;
        }
        boolean announced = ANNOUNCED.lengthBefore(said, begin) > 0;
        if (announced) {
            return !isWhole(signs, dictated);
        }
        boolean oneNumber = dictated.size() == 1 && signs <= LONGEST_YEAR && begin > 0;
        return signs >= LEAST && !oneNumber && !QUESTION_WORDS.contains(said.get(0)) && !isWhole(signs, dictated);
    }

    /** Telephone numbers of North America have ten digits, eleven with the 1 before them; cards have sixteen. */
    private static boolean isWhole(int signs, List<String> dictated) {
        boolean withCountry = dictated.get(0).startsWith("1") || dictated.get(0).equals("one");
        return signs == 10 || signs == 11 && withCountry || signs >= 16;
    }

    /** How many digits or letters the word stands for; 0 when it is none. */
    private static int signs(String word) {
        if (word.chars().allMatch(Character::isDigit)) {
            return word.length();
        }
        if (TENS.contains(word)) {
            return 2;
        }
        boolean letter = word.length() == 1 && Character.isLetter(word.charAt(0));
        return letter || DIGITS.contains(word) || MULTIPLES.contains(word) || AMOUNTS.contains(word) ? 1 : 0;
    }
}
