package ai.openclaw.voice.component.openclaw;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Keeps deadlines for reads that block: one thread for all answers of a component. */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "openclaw-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    Watchdog() {
        // Nearly every alarm is disarmed long before it is due; they must not pile up.
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs {@code onDue} in {@code ms}, unless the alarm is closed before. */
    Alarm arm(long ms, Runnable onDue) {
        Future<?> due = timer.schedule(onDue, Math.max(0, ms), TimeUnit.MILLISECONDS);
        return () -> due.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One deadline that is being kept. */
    interface Alarm extends AutoCloseable {
        @Override
        void close();
    }
}
