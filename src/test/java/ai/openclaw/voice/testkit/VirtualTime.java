package ai.openclaw.voice.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Time that passes only when nobody has anything to do, so that a call of minutes is simulated in milliseconds and goes the
 * same way each time. One thread, the test's, owns it: it runs what is due and what {@link #serial} was given. Threads of
 * {@link #threads} are real; time stands still while one of them runs, and goes on when each of them waits on a monitor, as in
 * {@code Utterance.await} and in {@link #sleep}.
 */
public final class VirtualTime implements AutoCloseable {
    /** Real time after which somebody who still runs hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PriorityQueue<Timed<?>> timers = new PriorityQueue<>();
    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final Map<Thread, Boolean> threads = new ConcurrentHashMap<>();
    private final Timer timer = new Timer();
    private volatile long nowMs;
    private long order;
    private boolean closed;

    /** Ms since the beginning. */
    public long nowMs() {
        return nowMs;
    }

    /** The same in ns, for code that wants a {@link System#nanoTime()}. */
    public long nanos() {
        return nowMs * 1_000_000;
    }

    /** Runs what is due at its time, on the test's thread. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Runs tasks one after the other at once, on the test's thread. */
    public Executor serial() {
        return ready::add;
    }

    /** Gives each task a thread of its own. */
    public Executor threads() {
        return task -> {
            Thread thread = new Thread(task, "simulated-turn");
            thread.setDaemon(true);
            threads.put(thread, true);
            thread.start();
        };
    }

    /** Makes a thread of {@link #threads} wait. Returns sooner when {@link Sleep#wake} is called. */
    public final class Sleep {
        private boolean over;

        /** @throws InterruptedException when the simulation ends */
        public void sleep(long ms) throws InterruptedException {
            if (ms <= 0) {
                return;
            }
            synchronized (this) {
                over = false;
            }
            ScheduledFuture<?> alarm = timer.schedule(this::wake, ms, TimeUnit.MILLISECONDS);
            synchronized (this) {
                while (!over) {
                    wait();
                }
            }
            alarm.cancel(false);
        }

        public synchronized void wake() {
            over = true;
            notifyAll();
        }
    }

    /** A simple {@link Sleep} that nobody wakes sooner. */
    public void sleep(long ms) throws InterruptedException {
        new Sleep().sleep(ms);
    }

    /** Lets time pass until {@code done} or the time is over; whether it is done. */
    public boolean run(BooleanSupplier done, long atMostMs) {
        long until = nowMs + atMostMs;
        settle();
        while (!done.getAsBoolean()) {
            if (!advance(until)) {
                return done.getAsBoolean();
            }
        }
        return true;
    }

    public void pass(long ms) {
        run(() -> false, ms);
    }

    private boolean advance(long untilMs) {
        Timed<?> next;
        synchronized (timers) {
            next = timers.peek();
            if (next == null || next.atMs > untilMs) {
                nowMs = Math.max(nowMs, untilMs);
                return false;
            }
            timers.poll();
        }
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        settle();
        return true;
    }

    /** Does all that can be done without time passing. */
    private void settle() {
        awaitRest();
        for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
            task.run();
            awaitRest();
        }
    }

    private void awaitRest() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads.keySet()) {
            while (!atRest(thread)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            thread + " does not come to rest: " + List.of(thread.getStackTrace()));
                }
                Thread.onSpinWait();
            }
            if (!thread.isAlive()) {
                threads.remove(thread);
            }
        }
        // One that was looked at first may have been woken by one that was looked at last.
        if (threads.keySet().stream().anyMatch(thread -> !atRest(thread))) {
            awaitRest();
        }
    }

    /** Whoever is notified leaves this state within the notifier's own step, so nobody at rest is about to run. */
    private static boolean atRest(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TERMINATED;
    }

    /** Ends the threads that still wait. */
    @Override
    public void close() {
        closed = true;
        threads.keySet().forEach(Thread::interrupt);
    }

    private final class Timed<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long number;
        private final Runnable again;
        private long atMs;

        Timed(Callable<V> task, long atMs, Runnable again) {
            super(task);
            this.atMs = atMs;
            this.again = again;
            synchronized (timers) {
                number = order++;
            }
        }

        @Override
        public void run() {
            if (again == null) {
                super.run();
            } else if (!isCancelled()) {
                again.run();
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(atMs - nowMs, TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Timed<?> that = (Timed<?>) other;
            return atMs != that.atMs ? Long.compare(atMs, that.atMs) : Long.compare(number, that.number);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            synchronized (timers) {
                timers.remove(this);
            }
            return super.cancel(mayInterrupt);
        }
    }

    private final class Timer extends AbstractExecutorService implements ScheduledExecutorService {
        private <V> ScheduledFuture<V> put(Timed<V> timed) {
            synchronized (timers) {
                timers.add(timed);
            }
            return timed;
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return schedule(
                    () -> {
                        task.run();
                        return null;
                    },
                    delay,
                    unit);
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
            return put(new Timed<>(task, nowMs + Math.max(0, unit.toMillis(delay)), null));
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initial, long period, TimeUnit unit) {
            List<Timed<Void>> self = new ArrayList<>();
            Timed<Void> timed = new Timed<>(() -> null, nowMs + unit.toMillis(initial), () -> {
                task.run();
                Timed<Void> me = self.get(0);
                me.atMs += Math.max(1, unit.toMillis(period));
                if (!me.isCancelled()) {
                    put(me);
                }
            });
            self.add(timed);
            return put(timed);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
            return scheduleAtFixedRate(task, initial, delay, unit);
        }

        @Override
        public void execute(Runnable task) {
            schedule(task, 0, TimeUnit.MILLISECONDS);
        }

        @Override
        public void shutdown() {
            close();
        }

        @Override
        public List<Runnable> shutdownNow() {
            close();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return closed;
        }

        @Override
        public boolean isTerminated() {
            return closed;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return closed;
        }
    }
}
