package ai.openclaw.voice.component.sip;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The deadlines of calls. One thread keeps them and only hands work on. */
final class Timers implements AutoCloseable {
    private final ScheduledThreadPoolExecutor clock;
    private final Executor threads;
    private final long maxRingMs;
    private final long ackTimeoutMs;

    /** @param threads where work that a deadline causes is done */
    Timers(Executor threads, long maxRingMs, long ackTimeoutMs) {
        this.threads = threads;
        this.maxRingMs = maxRingMs;
        this.ackTimeoutMs = ackTimeoutMs;
        clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "sip-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        // Nearly every deadline is cancelled; without this each would stay in memory until it was due.
        clock.setRemoveOnCancelPolicy(true);
    }

    Future<?> after(long ms, Runnable task) {
        return clock.schedule(task, ms, TimeUnit.MILLISECONDS);
    }

    Executor threads() {
        return threads;
    }

    long maxRingMs() {
        return maxRingMs;
    }

    long ackTimeoutMs() {
        return ackTimeoutMs;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
