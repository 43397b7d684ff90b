package ai.openclaw.voice.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a model's stream of tokens into clauses as early as they can be spoken: the first one short, so that the caller
 * hears something soon, the others sentence by sentence, so that they sound well. Never cuts inside a number, an
 * abbreviation, an address, a link or a code block. The clauses are still as the model wrote them; {@link SpokenText}
 * makes words of them. Used by one thread.
 */
public final class ClauseSplitter {
    /** A first clause up to a comma has at least this many characters: what is shorter sounds torn off. */
    private static final int FIRST_MIN_CHARACTERS = 12;

    private static final int FIRST_MIN_WORDS = 3;
    /** Without any punctuation the first clause ends here: some 3 s of speech, time enough to make the next. */
    private static final int FIRST_MAX_WORDS = 10;
    /** The longest clause, in characters: some 12 s of speech. */
    private static final int MAX_CHARACTERS = 200;
    /** A long sentence is not cut before this. */
    private static final int MIN_CUT = 60;
    /** A link or inline code that is longer than this is none. */
    private static final int MAX_CONSTRUCT = 300;

    private static final String CLOSERS = "\"'”’)]*_»";
    private static final String SENTENCE_END = ".!?…";
    private static final String SOFT_END = ",;:–—";

    private static final Set<String> ABBREVIATIONS = Set.of(
            "dr", "mr", "mrs", "ms", "prof", "st", "e.g", "i.e", "vs", "approx", "no", "inc", "corp", "ltd", "co", "jr",
            "sr", "ave", "blvd", "rd", "dept", "ext", "tel", "fig", "gen", "gov", "sen", "rep", "jan", "feb", "mar",
            "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat",
            "sun", "max", "min");
    /** These can end a sentence too; a capital after them says that they did. */
    private static final Set<String> MAYBE_LAST =
            Set.of("etc", "a.m", "p.m", "u.s", "u.k", "u.s.a", "inc", "ltd", "co", "jr", "sr");

    private static final Set<String> BEGINS_A_PHRASE = Set.of(
            "and", "but", "or", "because", "which", "that", "so", "when", "if", "while", "with", "for", "to", "in",
            "on", "at", "from", "after", "before", "until", "unless", "where", "who");

    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    /**
     * @param tokens what the model wrote next; may be any part of a word
     * @return the clauses that are complete now, mostly none, in their order
     */
    public List<String> feed(String tokens) {
        text.append(tokens);
        return complete(false);
    }

    /** The answer is over: what is left. The splitter is as new afterwards. */
    public List<String> flush() {
        List<String> clauses = complete(true);
        String rest = text.toString().strip();
        if (!rest.isEmpty()) {
            clauses.add(rest);
        }
        text.setLength(0);
        first = true;
        return clauses;
    }

    private List<String> complete(boolean atEnd) {
        List<String> clauses = new ArrayList<>();
        for (int cut = cut(atEnd); cut > 0; cut = cut(atEnd)) {
            String clause = text.substring(0, cut).strip();
            text.delete(0, cut);
            if (!clause.isEmpty()) {
                clauses.add(clause);
                first = first && clause.chars().noneMatch(Character::isLetterOrDigit);
            }
        }
        return clauses;
    }

    /** Where the next clause ends; -1 when that is not known yet. */
    private int cut(boolean atEnd) {
        int softCut = -1;
        int words = 0;
        for (int i = 0; i < text.length(); i++) {
            int past = pastConstruct(i, atEnd);
            if (past < 0) {
                return -1;
            }
            if (past > i) {
                if (text.charAt(i) == '`' && text.charAt(i + 1) == '`' && hasLetters(i)) {
                    return i;
                }
                i = past - 1;
                continue;
            }
            char c = text.charAt(i);
            if (c == '\n' && hasLetters(i)) {
                return i + 1;
            }
            if (isSentenceEnd(c)) {
                int end = afterMark(i, atEnd);
                if (end > 0 && !isAbbreviation(i, end, atEnd) && !isListNumber(i)) {
                    return end;
                }
            }
            if (SOFT_END.indexOf(c) >= 0) {
                int end = afterMark(i, atEnd);
                if (end > 0 && !isBetweenDigits(i, end)) {
                    if (first && end >= FIRST_MIN_CHARACTERS && words(end) >= FIRST_MIN_WORDS) {
                        return end;
                    }
                    softCut = end >= MIN_CUT && end <= MAX_CHARACTERS ? end : softCut;
                }
            }
            if (Character.isWhitespace(c) && i > 0 && !Character.isWhitespace(text.charAt(i - 1))) {
                words++;
                if (first && words > FIRST_MAX_WORDS) {
                    return phraseCut(i, FIRST_MIN_CHARACTERS * 2);
                }
            }
            if (i > MAX_CHARACTERS) {
                return softCut > 0 ? softCut : phraseCut(i, MIN_CUT);
            }
        }
        return -1;
    }

    /**
     * The end of the code block, inline code, link or image that begins at {@code i}; {@code i} when none begins there;
     * -1 when one begins whose end has not come yet.
     */
    private int pastConstruct(int i, boolean atEnd) {
        char c = text.charAt(i);
        if (c == '`') {
            int run = runOf('`', i);
            if (run < 3) {
                return i + run == text.length() && !atEnd ? -1 : pastInline(i, "`".repeat(run), i + run, atEnd);
            }
            int close = text.indexOf("```", i + run);
            if (close >= 0) {
                return close + 3;
            }
            return hasLetters(i) ? i + run : atEnd ? text.length() : -1;
        }
        if (c == '[') {
            int bracket = pastInline(i, "]", i + 1, atEnd);
            if (bracket <= i) {
                return bracket;
            }
            if (bracket == text.length()) {
                return atEnd ? bracket : -1;
            }
            return text.charAt(bracket) == '(' ? pastInline(i, ")", bracket + 1, atEnd) : bracket;
        }
        return i;
    }

    private int pastInline(int start, String close, int from, boolean atEnd) {
        int end = text.indexOf(close, from);
        int line = text.indexOf("\n", from);
        if (end >= 0 && (line < 0 || end < line) && end - start < MAX_CONSTRUCT) {
            return end + close.length();
        }
        boolean hopeless = atEnd || line >= 0 || text.length() - start > MAX_CONSTRUCT;
        return hopeless ? start : -1;
    }

    /** Where the text goes on after a mark and what closes with it; -1 unless white space follows. */
    private int afterMark(int mark, boolean atEnd) {
        int i = mark + 1;
        while (i < text.length() && (CLOSERS.indexOf(text.charAt(i)) >= 0 || isSentenceEnd(text.charAt(i)))) {
            i++;
        }
        if (i == text.length()) {
            return atEnd ? i : -1;
        }
        return Character.isWhitespace(text.charAt(i)) ? i + 1 : -1;
    }

    private boolean isAbbreviation(int mark, int end, boolean atEnd) {
        if (text.charAt(mark) != '.') {
            return false;
        }
        int from = mark;
        while (from > 0 && (Character.isLetter(text.charAt(from - 1)) || text.charAt(from - 1) == '.')) {
            from--;
        }
        String word = text.substring(from, mark);
        String key = word.toLowerCase(java.util.Locale.ROOT);
        boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I");
        if (MAYBE_LAST.contains(key)) {
            int next = nextVisible(end);
            return next < 0 ? !atEnd : !Character.isUpperCase(text.charAt(next));
        }
        return initial || ABBREVIATIONS.contains(key) && !(atEnd && nextVisible(end) < 0);
    }

    /** The 1. that begins a list's item. */
    private boolean isListNumber(int mark) {
        int from = mark;
        while (from > 0 && Character.isDigit(text.charAt(from - 1))) {
            from--;
        }
        if (from == mark || mark - from > 2) {
            return false;
        }
        while (from > 0 && (text.charAt(from - 1) == ' ' || text.charAt(from - 1) == '*')) {
            from--;
        }
        return from == 0 || text.charAt(from - 1) == '\n';
    }

    /** The comma of May 14, 2026; also while it is not known yet what follows. */
    private boolean isBetweenDigits(int mark, int end) {
        if (mark == 0 || !Character.isDigit(text.charAt(mark - 1))) {
            return false;
        }
        int next = nextVisible(end);
        return next < 0 || Character.isDigit(text.charAt(next));
    }

    /** The best place between {@code from} and {@code to} to cut a sentence without marks: before a new phrase. */
    private int phraseCut(int to, int from) {
        int anywhere = -1;
        int limit = Math.min(to, MAX_CHARACTERS);
        for (int i = limit; i > 0; i--) {
            if (!Character.isWhitespace(text.charAt(i)) || isBesideADigit(i)) {
                continue;
            }
            anywhere = anywhere < 0 ? i : anywhere;
            if (i >= from && i < limit && BEGINS_A_PHRASE.contains(wordAt(i + 1))) {
                return i;
            }
        }
        return anywhere > 0 ? anywhere : limit;
    }

    private boolean isBesideADigit(int i) {
        boolean before = i > 0 && Character.isDigit(text.charAt(i - 1));
        boolean after = i + 1 < text.length() && Character.isDigit(text.charAt(i + 1));
        return before || after;
    }

    private String wordAt(int from) {
        int to = from;
        while (to < text.length() && Character.isLetter(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }

    private int nextVisible(int from) {
        for (int i = from; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private int words(int to) {
        String head = text.substring(0, to).strip();
        return head.isEmpty() ? 0 : head.split("\\s+").length;
    }

    private boolean hasLetters(int to) {
        for (int i = 0; i < to; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private int runOf(char c, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == c) {
            i++;
        }
        return i - from;
    }

    private static boolean isSentenceEnd(char c) {
        return SENTENCE_END.indexOf(c) >= 0;
    }
}
