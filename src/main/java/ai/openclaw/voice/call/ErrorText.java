package ai.openclaw.voice.call;

import java.util.regex.Pattern;

/**
 * Knows text that is an error dressed as an answer. OpenClaw 2026.2 sends its upstream's failures as the answer's text,
 * with status 200; callers of v1 had to listen to them.
 */
public final class ErrorText {
    private static final Pattern LOOKS_LIKE_AN_ERROR = Pattern.compile(
            String.join(
                    "|",
                    "^\\s*(?:error:?\\s*)?HTTP \\d{3}\\b",
                    "^\\s*\\d{3} (?:Bad Request|Unauthorized|Forbidden|Not Found|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Timeout)\\b",
                    "^\\s*⚠",
                    "session file locked",
                    "^\\s*(?:an? )?internal (?:server )?error\\b",
                    "upstream provider error",
                    "No response from OpenClaw",
                    "OpenClaw failed",
                    "API rate limit reached",
                    "^\\s*\\{\\s*\"(?:error|success|code|status|message)\"\\s*:",
                    "\\b(?:java|javax|jakarta|org|com|io|ai)(?:\\.[a-z_][a-z0-9_]*)+\\.[A-Z]\\w*(?:Exception|Error)\\b",
                    "\\bTraceback \\(most recent call last\\)",
                    "\\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND)\\b"),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private ErrorText() {}

    /** Whether {@code text} is an error's text and so must never be spoken. */
    public static boolean matches(String text) {
        return LOOKS_LIKE_AN_ERROR.matcher(text).find();
    }
}
