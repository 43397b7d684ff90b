package ai.openclaw.voice.call;

import org.slf4j.MDC;

/**
 * Puts the call's name on every log line of this thread until closed, and then what was there before. SLF4J's own
 * {@code putCloseable} takes the key away at its end, so that a step inside a named thread would leave the rest nameless.
 */
public final class CallLog implements AutoCloseable {
    private final String outer = MDC.get(CallId.MDC_KEY);

    private CallLog(String callId) {
        put(callId == null ? outer : callId);
    }

    public static CallLog named(CallId callId) {
        return new CallLog(callId.value());
    }

    /** @param callId null where no call is served, as in a probe: nothing changes then */
    public static CallLog named(String callId) {
        return new CallLog(callId);
    }

    private static void put(String callId) {
        if (callId == null) {
            MDC.remove(CallId.MDC_KEY);
        } else {
            MDC.put(CallId.MDC_KEY, callId);
        }
    }

    @Override
    public void close() {
        put(outer);
    }
}
