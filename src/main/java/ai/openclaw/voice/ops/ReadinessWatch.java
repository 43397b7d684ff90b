package ai.openclaw.voice.ops;

import ai.openclaw.voice.canary.Admission.Condition;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether v2 can hold a conversation, so that a call need not wait for the answer. How many calls
 * there are is not its matter.
 */
public final class ReadinessWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadinessWatch.class);
    private static final int EVERY_MS = 2000;

    private final Supplier<List<RoleCheck>> roles;
    private final ScheduledThreadPoolExecutor clock;
    private volatile Condition condition = Condition.READY;

    /** @param roles asked for at the first look: some of them ask who holds us */
    public ReadinessWatch(Supplier<List<RoleCheck>> roles) {
        this.roles = roles;
        clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "readiness");
            thread.setDaemon(true);
            return thread;
        });
    }

    public void start() {
        clock.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /** Looks once. */
    public void look() {
        try {
            Condition next = Condition.READY;
            for (RoleCheck role : roles.get()) {
                RoleCheck.Status status = role.check();
                if (status.ready() || status.role().equals("ingress")) {
                    continue;
                }
                if (!status.role().equals("bridge")) {
                    next = Condition.NOT_READY;
                } else if (next == Condition.READY) {
                    next = Condition.NO_BRAIN;
                }
            }
            condition = next;
        } catch (RuntimeException e) {
            LOG.debug("A role cannot say how it is", e);
            condition = Condition.NOT_READY;
        }
    }

    /** What the last look found. */
    public Condition condition() {
        return condition;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
