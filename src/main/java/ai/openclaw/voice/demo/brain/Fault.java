package ai.openclaw.voice.demo.brain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;

/**
 * One way to fail. As JSON: {@code {"kind":"status","status":429,"retryAfterSeconds":2,"times":1}}; what is left out has
 * the kind's default.
 *
 * @param kind what goes wrong
 * @param status for {@link Kind#STATUS}: the HTTP status; default 500
 * @param retryAfterSeconds for status 429; default 1, and -1 leaves the header out
 * @param delayMs for {@link Kind#DELAY} and {@link Kind#LOCKED}: ms until anything comes, default 10700; for
 *     {@link Kind#SLOW}: ms between tokens, default 1000
 * @param afterTokens how many tokens of a good answer come first; default 0. For {@link Kind#DROP} and
 *     {@link Kind#HANG}, -1 means: not even the reply's head
 * @param text the answer's text, where the kind sends a text of its own
 * @param times how many questions fail so; default: all, until the faults are cleared
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
        Kind kind,
        Integer status,
        Integer retryAfterSeconds,
        Integer delayMs,
        Integer afterTokens,
        String text,
        Integer times) {

    /** What goes wrong. In JSON and in headers in lower case, with hyphens. */
    public enum Kind {
        /** The first token comes late. */
        DELAY,
        /** A status other than 200, with the gateway's text for it. */
        STATUS,
        /** Silence, for ever. */
        HANG,
        /** The connection is closed in the middle. */
        DROP,
        /** The stream ends properly as HTTP, but without the answer's end. */
        CUT,
        /** 200 with only {@code [DONE]}. */
        EMPTY,
        /** 200 with an error's text as the answer. */
        ERROR_TEXT,
        /** 200, then an error object in the stream. */
        ERROR_OBJECT,
        /** Another process holds the session: a long wait, then an empty stream; a 500 from the v1 bridge. */
        LOCKED,
        /** Tokens come slowly. */
        SLOW,
        /** Events that are no JSON. */
        GARBAGE,
        /** An answer of 60,000 characters. */
        HUGE,
        /** Nothing but an emoji. */
        EMOJI,
        /** Nothing but Markdown's signs. */
        MARKDOWN,
        /** A call of a client tool instead of words. */
        TOOLS,
        /** {@code /ready} and {@code /readyz} say 503. Questions are answered. */
        NOT_READY;

        @com.fasterxml.jackson.annotation.JsonCreator
        public static Kind of(String word) {
            return valueOf(word.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Fault {
        if (kind == null) {
            throw new IllegalArgumentException("a fault needs its kind");
        }
    }

    public static Fault of(Kind kind) {
        return new Fault(kind, null, null, null, null, null, null);
    }

    public static Fault status(int status) {
        return new Fault(Kind.STATUS, status, null, null, null, null, null);
    }

    public Fault retryAfterSeconds(int seconds) {
        return new Fault(kind, status, seconds, delayMs, afterTokens, text, times);
    }

    public Fault delayMs(int ms) {
        return new Fault(kind, status, retryAfterSeconds, ms, afterTokens, text, times);
    }

    public Fault afterTokens(int tokens) {
        return new Fault(kind, status, retryAfterSeconds, delayMs, tokens, text, times);
    }

    public Fault text(String words) {
        return new Fault(kind, status, retryAfterSeconds, delayMs, afterTokens, words, times);
    }

    public Fault times(int n) {
        return new Fault(kind, status, retryAfterSeconds, delayMs, afterTokens, text, n);
    }

    int statusOr(int other) {
        return status == null ? other : status;
    }

    int delayOr(int otherMs) {
        return delayMs == null ? otherMs : delayMs;
    }

    int afterTokensOr(int other) {
        return afterTokens == null ? other : afterTokens;
    }

    String textOr(String other) {
        return text == null ? other : text;
    }
}
