package ai.openclaw.voice.call;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one call's tasks one after the other on a shared pool, with the call's name on every log line. */
public final class SerialExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final Executor pool;
    private final CallId callId;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    public SerialExecutor(Executor pool, CallId callId) {
        this.pool = pool;
        this.callId = callId;
    }

    /**
     * Runs a task that may go on after it has returned: the next one waits until it says that it is done. Whoever keeps that
     * word back keeps all later tasks waiting.
     *
     * @param task is given what to run when it is done, on any thread and as often as it likes
     * @throws java.util.concurrent.RejectedExecutionException when the pool takes no more work
     */
    public void executeUntilDone(Consumer<Runnable> task) {
        execute(new Lasting(task));
    }

    /** @throws java.util.concurrent.RejectedExecutionException when the pool takes no more work */
    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        begin();
    }

    private void begin() {
        try {
            pool.execute(this::drain);
        } catch (RuntimeException e) {
            synchronized (tasks) {
                tasks.clear();
                running = false;
            }
            throw e;
        }
    }

    private void drain() {
        try (var ignored = CallLog.named(callId)) {
            for (Runnable task = next(); task != null; task = next()) {
                run(task);
                if (task instanceof Lasting lasting && lasting.goesOn()) {
                    return;
                }
            }
        }
    }

    private Runnable next() {
        synchronized (tasks) {
            Runnable task = tasks.poll();
            running = task != null;
            return task;
        }
    }

    /** A defect in one task must not take the call's later tasks with it. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task of this call failed", e);
        }
    }

    private final class Lasting implements Runnable {
        private final Consumer<Runnable> task;
        private boolean returned;
        private boolean done;

        Lasting(Consumer<Runnable> task) {
            this.task = task;
        }

        @Override
        public void run() {
            boolean failed = true;
            try {
                task.accept(this::done);
                failed = false;
            } finally {
                if (failed) {
                    done();
                }
            }
        }

        /** Whether it is for {@link #done} to go on with the next task. */
        boolean goesOn() {
            synchronized (tasks) {
                returned = true;
                return !done;
            }
        }

        private void done() {
            synchronized (tasks) {
                if (done) {
                    return;
                }
                done = true;
                if (!returned) {
                    return;
                }
            }
            begin();
        }
    }
}
