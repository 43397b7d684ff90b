package ai.openclaw.voice.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The one time-out that a session waits for: that of its state. Used on the session's serial executor only. */
final class StateTimer {
    private final WorkerClock clock;
    private final Executor serial;
    private ScheduledFuture<?> pending;
    private int wait;

    StateTimer(WorkerClock clock, Executor serial) {
        this.clock = clock;
        this.serial = serial;
    }

    /** Forgets what was waited for, and waits for this instead. */
    void restart(long delayMs, Runnable timeOut) {
        stop();
        int waiting = wait;
        pending = clock.timer()
                .schedule(
                        () -> serial.execute(() -> {
                            // It may have fired while the event that stops it was being taken.
                            if (waiting == wait) {
                                timeOut.run();
                            }
                        }),
                        Math.max(0, delayMs),
                        TimeUnit.MILLISECONDS);
    }

    void stop() {
        wait++;
        if (pending != null) {
            pending.cancel(false);
            pending = null;
        }
    }
}
