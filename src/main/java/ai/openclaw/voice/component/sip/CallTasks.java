package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.call.SerialExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done for a call off the stack's threads, with the call's name in the log. A step that fails spoils no other. */
final class CallTasks {
    private static final Logger LOG = LoggerFactory.getLogger(CallTasks.class);

    private final CallId callId;
    private final SerialExecutor serial;
    private final Executor threads;

    /** @param serial runs this call's tasks one after the other */
    CallTasks(CallId callId, SerialExecutor serial, Executor threads) {
        this.callId = callId;
        this.serial = serial;
        this.threads = threads;
    }

    /** After all that was given before. */
    void inOrder(Runnable task) {
        run(serial, task);
    }

    /**
     * As {@link #inOrder}, for a task that may go on after it has returned: what is given later waits until it says that it is
     * done.
     */
    void inOrderUntilDone(Consumer<Runnable> task) {
        guarded(() -> serial.executeUntilDone(done -> task.accept(() -> guarded(done))));
    }

    /** Without waiting for other tasks of the call. */
    void atOnce(Runnable task) {
        run(threads, task);
    }

    private void run(Executor executor, Runnable task) {
        guarded(() -> executor.execute(() -> {
            try (CallLog ignored = CallLog.named(callId)) {
                runGuarded(task);
            }
        }));
    }

    private void guarded(Runnable handingOver) {
        try {
            handingOver.run();
        } catch (RejectedExecutionException e) {
            LOG.debug("Call {}: the component has stopped, nobody is told any more", callId);
        }
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("A step of the call failed", e);
        }
    }
}
