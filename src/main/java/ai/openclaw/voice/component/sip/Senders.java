package ai.openclaw.voice.component.sip;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that send on connections, and the clock that says when one takes too long. */
final class Senders implements AutoCloseable {
    /** A thread that has nothing to send is kept for the next answer of the same call, s. */
    private static final int IDLE_SECONDS = 1;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("sip-send-"));
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, named("sip-send-clock-"));

    Senders() {
        // Nearly all is sent in time.
        clock.setRemoveOnCancelPolicy(true);
        clock.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        // Who says goodbye while we stop.
        threads.setRejectedExecutionHandler((task, closed) -> task.run());
    }

    /** At most one task of a connection at a time, so that there are never more threads than connections. */
    void execute(Runnable task) {
        threads.execute(task);
    }

    /** @param task takes no time */
    Future<?> after(int ms, Runnable task) {
        return clock.schedule(task, ms, TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        threads.shutdown();
        // What is being sent still has its time, and no more.
        clock.shutdown();
    }
}
