package ai.openclaw.voice.component.openclaw;

import ai.openclaw.voice.call.CallId;
import org.slf4j.MDC;

/** Puts the call's name on every log line until closed, and then what was there before. */
final class CallName implements AutoCloseable {
    private final String outer = MDC.get(CallId.MDC_KEY);

    /** @param callId null where no call is served, as in a warm-up */
    CallName(String callId) {
        put(callId == null ? outer : callId);
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
