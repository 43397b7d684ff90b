package ai.openclaw.voice.call;

import java.util.UUID;

/** Names one call everywhere: on the link, in every log line, in its record. */
public record CallId(String value) {
    /** The MDC key under which every log line carries the call's name. */
    public static final String MDC_KEY = "callId";

    public CallId {
        UUID.fromString(value);
    }

    public static CallId fresh() {
        return new CallId(UUID.randomUUID().toString());
    }

    /** The conversation's own key at the brain: no two calls share one, so no caller hears another's answer. */
    public String sessionKey() {
        return "call-" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
