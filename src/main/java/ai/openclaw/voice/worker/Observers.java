package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.Turn;
import java.util.List;

/** Tells them all. */
record Observers(List<WorkerObserver> all) implements WorkerObserver {
    @Override
    public void answered(Turn turn) {
        all.forEach(o -> o.answered(turn));
    }

    @Override
    public void bargedIn() {
        all.forEach(WorkerObserver::bargedIn);
    }

    @Override
    public void notMeant() {
        all.forEach(WorkerObserver::notMeant);
    }

    @Override
    public void failed(String code) {
        all.forEach(o -> o.failed(code));
    }

    @Override
    public void ended(CallRecord record) {
        all.forEach(o -> o.ended(record));
    }
}
