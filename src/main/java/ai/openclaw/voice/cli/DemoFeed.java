package ai.openclaw.voice.cli;

import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.worker.WorkerObserver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the running system tells the demo of the one call that it places. Thread-safe; the system never waits for it. */
@Component
@Profile("demo")
public final class DemoFeed implements WorkerObserver {
    private final Map<Integer, Turn> turns = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile CallRecord record;

    /** The first packet of the turn's answer has left. */
    @Override
    public synchronized void answered(Turn turn) {
        turns.put(turn.id(), turn);
        notifyAll();
    }

    /** The call is over and this is its record. */
    @Override
    public void ended(CallRecord record) {
        this.record = record;
        ended.countDown();
    }

    /** The turn with this id (from 1), as soon as it was answered; empty at the deadline. */
    public Optional<Turn> awaitTurn(int id, Duration deadline) throws InterruptedException {
        return await(() -> turns.get(id), deadline);
    }

    private synchronized <T> Optional<T> await(Supplier<T> wanted, Duration deadline) throws InterruptedException {
        long until = System.nanoTime() + deadline.toNanos();
        for (T found; (found = wanted.get()) == null; ) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        return Optional.of(wanted.get());
    }

    public Optional<CallRecord> awaitRecord(Duration deadline) throws InterruptedException {
        return ended.await(deadline.toMillis(), TimeUnit.MILLISECONDS) ? Optional.of(record) : Optional.empty();
    }
}
