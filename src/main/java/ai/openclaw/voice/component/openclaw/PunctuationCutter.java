package ai.openclaw.voice.component.openclaw;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts after a sentence's end, a line's end, or a comma. Punctuation counts only when white space follows it, so that
 * 9.30 and 1,200 stay whole.
 */
final class PunctuationCutter implements ClauseCutter {
    /** Shorter pieces sound chopped, and each costs a synthesis of its own. */
    private static final int MIN_CHARACTERS_AT_COMMA = 12;
    /** An answer without punctuation has to be cut somewhere; about 15 s of speech. */
    private static final int MAX_CHARACTERS = 240;

    private final StringBuilder pending = new StringBuilder();

    @Override
    public List<String> feed(String text) {
        List<String> clauses = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || Character.isWhitespace(c) && (endsHere() || pending.length() >= MAX_CHARACTERS)) {
                cut(clauses);
            } else {
                pending.append(c);
            }
        }
        return clauses;
    }

    @Override
    public List<String> flush() {
        List<String> clauses = new ArrayList<>();
        cut(clauses);
        return clauses;
    }

    private boolean endsHere() {
        if (pending.isEmpty()) {
            return false;
        }
        char last = pending.charAt(pending.length() - 1);
        return last == '.'
                || last == '!'
                || last == '?'
                || (last == ',' || last == ';' || last == ':') && pending.length() > MIN_CHARACTERS_AT_COMMA;
    }

    private void cut(List<String> clauses) {
        String clause = pending.toString().strip();
        pending.setLength(0);
        if (!clause.isEmpty()) {
            clauses.add(clause);
        }
    }
}
