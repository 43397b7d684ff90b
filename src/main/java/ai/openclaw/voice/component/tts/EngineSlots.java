package ai.openclaw.voice.component.tts;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds how many clauses an embedded engine makes at once: more than the machine has cores makes all of them late. */
final class EngineSlots {
    /** Longer than the longest clause takes on a busy core. */
    private static final int LAST_WAIT_S = 10;

    private final int count;
    private final Semaphore slots;
    private final String engine;
    private final long maxWaitMs;

    /** @param maxWaitMs how long a clause may wait for its turn, in ms */
    EngineSlots(String engine, int count, long maxWaitMs) {
        this.engine = engine;
        this.count = count;
        this.slots = new Semaphore(count, true);
        this.maxWaitMs = maxWaitMs;
    }

    interface Work<T> {
        T run() throws TtsException;
    }

    /** @throws TtsException when no slot came free in time, so that the fallback may try */
    <T> T in(Work<T> work) throws TtsException {
        try {
            if (!slots.tryAcquire(maxWaitMs, TimeUnit.MILLISECONDS)) {
                throw new TtsException(engine + " is busy: waited " + maxWaitMs + " ms for a free slot");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TtsException(engine + " was interrupted", e);
        }
        try {
            return work.run();
        } finally {
            slots.release();
        }
    }

    /**
     * Lets nothing more begin, and waits for what is under way: to free a model that is at work would take the whole JVM down.
     *
     * @return whether nothing is under way any more; otherwise the model is better left behind
     */
    boolean close() {
        try {
            return slots.tryAcquire(count, LAST_WAIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
