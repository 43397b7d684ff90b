package ai.openclaw.voice.component.openclaw;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stays shut while a brain wants to be left alone (429 with Retry-After), for all calls that ask it: going on asking would
 * only lengthen the ban.
 */
final class RateGate {
    /** A longer wish is a mistake or an outage; the brain is tried again then, rather than never. */
    private static final long LONGEST_MS = TimeUnit.MINUTES.toMillis(10);

    private final AtomicLong openAtNanos = new AtomicLong(System.nanoTime());

    void shutFor(long ms) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(ms, LONGEST_MS));
        openAtNanos.accumulateAndGet(until, (a, b) -> a - b > 0 ? a : b);
    }

    /** How long it stays shut, ms, rounded up; 0 when it is open. */
    long shutMs() {
        long nanos = openAtNanos.get() - System.nanoTime();
        return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
    }
}
