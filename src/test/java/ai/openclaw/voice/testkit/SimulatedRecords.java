package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.worker.WorkerObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the records of simulated calls. */
final class SimulatedRecords implements WorkerObserver {
    private final Map<String, CallRecord> records = new ConcurrentHashMap<>();

    @Override
    public void ended(CallRecord record) {
        records.put(record.callId(), record);
    }

    /** The call's record, or null. */
    CallRecord of(CallId call) {
        return records.get(call.value());
    }
}
