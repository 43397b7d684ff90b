package ai.openclaw.voice.call;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
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
}
