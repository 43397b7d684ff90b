package ai.openclaw.voice.component.stt;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.MDC;

/** One piece of sound that waits for, or is in, a model. Those that a caller waits for go before those begun on a guess. */
final class Job extends FutureTask<String> implements Comparable<Job> {
    private static final AtomicLong COUNT = new AtomicLong();

    private final long number = COUNT.getAndIncrement();
    private final Cancellation cancellation;
    /** Read by the queue only while it is put in, so it is never changed while the job lies there. */
    private boolean awaited;

    Job(boolean awaited, Cancellation cancellation, Callable<String> work) {
        super(withCallersMdc(work));
        this.awaited = awaited;
        this.cancellation = cancellation;
    }

    boolean isAwaited() {
        return awaited;
    }

    void nowAwaited() {
        awaited = true;
    }

    /** Also stops a model that is at it. */
    void stop() {
        cancel(false);
        cancellation.cancel();
    }

    @Override
    public int compareTo(Job other) {
        return awaited != other.awaited ? (awaited ? -1 : 1) : Long.compare(number, other.number);
    }

    private static Callable<String> withCallersMdc(Callable<String> work) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        return () -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            try {
                return work.call();
            } finally {
                MDC.clear();
            }
        };
    }
}
