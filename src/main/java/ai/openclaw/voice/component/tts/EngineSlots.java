package ai.openclaw.voice.component.tts;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds how many clauses an embedded engine makes at once: more than the machine has cores makes all of them late. */
final class EngineSlots {
    private final Semaphore slots;
    private final String engine;
    private final long maxWaitMs;

    /** @param maxWaitMs how long a clause may wait for its turn, in ms */
    EngineSlots(String engine, int count, long maxWaitMs) {
        this.engine = engine;
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
}
