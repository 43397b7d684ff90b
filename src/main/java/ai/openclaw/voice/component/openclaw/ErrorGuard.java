package ai.openclaw.voice.component.openclaw;

import ai.openclaw.voice.call.ErrorText;
import java.util.regex.Pattern;

/**
 * Watches one answer for error text, clause by clause. An error may begin anywhere, hide behind Markdown, or be cut in
 * two by the clause cutter, so each clause is looked at alone, together with the one before it, and sentence by sentence.
 */
final class ErrorGuard {
    private static final Pattern SENTENCES = Pattern.compile("[\\r\\n]+|(?<=[.!?:])\\s+");
    /** What Markdown and quoting put before a text: {@code **HTTP 500**}, {@code > ⚠}. */
    private static final Pattern LEADING_MARKUP = Pattern.compile("^[\\s*_`~#>\"'(\\[-]+");

    private String previous = "";

    /** Whether the answer turns into an error with this clause. */
    boolean isError(String clause) {
        boolean error = matches(clause) || ErrorText.matches(previous + " " + clause);
        previous = clause;
        return error;
    }

    private static boolean matches(String clause) {
        for (String sentence : SENTENCES.split(clause)) {
            if (ErrorText.matches(LEADING_MARKUP.matcher(sentence).replaceFirst(""))) {
                return true;
            }
        }
        return ErrorText.matches(clause);
    }
}
