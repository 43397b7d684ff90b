package ai.openclaw.voice.component.openclaw;

import java.util.Locale;

/** How asking the brain can fail. */
public enum Failure {
    /** No connection, or it was closed before the reply's first byte. */
    UNREACHABLE(true),
    /** No word of an answer within the first-token deadline, whatever status and role chunks came before. */
    FIRST_TOKEN_TIMEOUT(true),
    /** The stream ended without one word. OpenClaw 2026.2 does that when another process holds the session. */
    EMPTY_STREAM(true),
    /** The answer's text is an error in disguise. */
    ERROR_TEXT(true),
    /** An error object in the stream, or {@code success:false} from the v1 bridge. */
    UPSTREAM_ERROR(true),
    /** Status 429. Retryable only when the wait is short. */
    RATE_LIMITED(true),
    /** Status 401 or 403: the token is wrong or missing. */
    UNAUTHORIZED(false),
    /** Another 4xx: an unknown agent, a forbidden session key, an endpoint that is switched off. */
    BAD_REQUEST(false),
    /** Status 5xx. */
    SERVER_ERROR(true),
    /** Another process holds the conversation's session file. */
    SESSION_LOCKED(true),
    /** The connection broke in the middle of the stream. */
    BROKEN_OFF(true),
    /** Words came, and then none for longer than the token gap permits. */
    STALLED(true),
    /** The stream is not what the protocol says. */
    GARBLED(true),
    /** The answer is longer than anybody listens to, in characters or in time. */
    TOO_LONG(false),
    /** There was an answer, but no letter or digit in it: an emoji, a rule, only tool calls. */
    NOTHING_TO_SAY(false),
    /** The turn was cancelled: the caller interrupted or hung up. */
    CANCELLED(false);

    private final boolean retryable;

    Failure(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether asking once more makes sense, as long as nothing of the answer was passed on. */
    public boolean isRetryable() {
        return retryable;
    }

    /** The word in logs and call records, for example {@code brain:empty-stream}. */
    public String code() {
        return "brain:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
