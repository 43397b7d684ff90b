package ai.openclaw.voice.speech;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How finished the words of a caller sound who fell silent. The words it goes by are English ones. */
public enum Completeness {
    /** An answer in itself, after which hardly anybody goes on: "yes", "hello", "thank you". */
    WHOLE,
    /** It can be answered as it stands. */
    COMPLETE,
    /** Something must follow: "I would like to", "and", "um". */
    OPEN,
    /** A number or a spelling, of which more may follow. */
    DICTATING,
    /** Nobody knows yet what was said. */
    UNKNOWN;

    private static final Map<String, PhraseList> LISTS = PhraseList.read("completeness-en.txt");
    private static final PhraseList WHOLE_ANSWERS = LISTS.get("whole");
    private static final PhraseList OPEN_ENDS = LISTS.get("open");
    private static final PhraseList CLOSED_ENDS = LISTS.get("closed");
    private static final PhraseList STRANDABLE = LISTS.get("open unless asked");
    private static final PhraseList QUESTION_WORDS = LISTS.get("question words");
    private static final int LONGEST_PURPOSE = 6;
    /** What recognisers write when speech trails off. */
    private static final Pattern TRAILING_OFF = Pattern.compile("(?:\\.\\.\\.?|…|[,;:]|[-–—])\\s*$");

    /** @param words as a recogniser has them, with or without punctuation; null: not known yet */
    public static Completeness of(String words) {
        if (words == null) {
            return UNKNOWN;
        }
        List<String> said = PhraseList.words(words);
        if (said.isEmpty()) {
            return UNKNOWN;
        }
        if (WHOLE_ANSWERS.makeUp(said) && !TRAILING_OFF.matcher(words).find()) {
            return WHOLE;
        }
        boolean question = QUESTION_WORDS.contains(said.get(0));
        if (question && said.size() == 1) {
            return COMPLETE; // "Why?"
        }
        boolean asked = question && words.strip().endsWith("?");
        if (isOpen(said, asked) || isPurposeAlone(said, words)) {
            return OPEN;
        }
        if (!asked && Dictation.isGoingOn(said)) {
            return DICTATING;
        }
        return TRAILING_OFF.matcher(words).find() ? OPEN : COMPLETE;
    }

    /** "To leave a message": what is to be done follows. "To the airport" is an answer. */
    private static boolean isPurposeAlone(List<String> said, String words) {
        return said.size() <= LONGEST_PURPOSE
                && said.size() > 1
                && said.get(0).equals("to")
                && !OPEN_ENDS.contains(said.get(1))
                && Character.isLowerCase(words.strip().charAt(words.strip().indexOf(' ') + 1))
                && !words.contains(",");
    }

    private static boolean isOpen(List<String> said, boolean asked) {
        int open = OPEN_ENDS.lengthBefore(said, said.size());
        if (!asked) {
            open = Math.max(open, STRANDABLE.lengthBefore(said, said.size()));
        }
        return open > CLOSED_ENDS.lengthBefore(said, said.size());
    }
}
