package ai.openclaw.voice.bridge;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.worker.WorkerObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often the brain has used its hands, call by call. Refused uses count: they are tries. */
public final class Uses implements WorkerObserver {
    private final Map<String, Integer> byCall = new ConcurrentHashMap<>();

    /** Counts one more, and returns how many there were before. */
    int count(CallId callId) {
        return byCall.merge(callId.value(), 1, Integer::sum) - 1;
    }

    @Override
    public void ended(CallRecord call) {
        byCall.remove(call.callId());
    }
}
