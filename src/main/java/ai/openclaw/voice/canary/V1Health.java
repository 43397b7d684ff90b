package ai.openclaw.voice.canary;

import ai.openclaw.voice.component.sip.SipConstants;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether v1 is alive: it is asked every few seconds, and a call that finds it dead says so, too. So nobody waits for a v1
 * that is known to be away.
 */
public final class V1Health implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(V1Health.class);

    /** SIP's word for no answer in time. */
    private static final int REQUEST_TIMEOUT = 408;

    private static final int SERVICE_UNAVAILABLE = 503;

    public enum State {
        /** None is configured. */
        ABSENT,
        /** Not asked yet: a call may try it. */
        UNKNOWN,
        UP,
        DOWN
    }

    /** Asks v1 whether it is there. */
    public interface Question {
        /** @return the status of its answer, or 0 when it gave none */
        int ask();
    }

    private final String address;
    private final Question question;
    private volatile State state;
    private volatile String reason;
    private ScheduledExecutorService clock;

    /** @param address where v1 is, null or blank when there is none */
    public V1Health(String address, Question question) {
        this.address = address;
        this.question = question;
        boolean absent = address == null || address.isBlank();
        state = absent ? State.ABSENT : State.UNKNOWN;
        reason = absent ? "there is no v1: voice.v1.uri is not set" : "v1 at " + address + " was not asked yet";
    }

    /** Begins to ask every few seconds. */
    public synchronized void start(int everySeconds) {
        if (state == State.ABSENT || clock != null) {
            return;
        }
        clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "v1-health");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::look, 0, everySeconds, TimeUnit.SECONDS);
    }

    /** Asks once. */
    public void look() {
        try {
            int status = question.ask();
            if (status == 0) {
                becomes(State.DOWN, "did not answer OPTIONS in time");
            } else if (meansDead(status)) {
                becomes(State.DOWN, "answered OPTIONS with " + status);
            } else {
                // Whatever else it says, it speaks: 404, 405 and 501 come from systems that take calls all the same.
                becomes(State.UP, "answered OPTIONS with " + status);
            }
        } catch (RuntimeException e) {
            LOG.debug("v1 could not be asked", e);
            becomes(State.DOWN, "cannot be asked: " + e.getMessage());
        }
    }

    private static boolean meansDead(int status) {
        return status == REQUEST_TIMEOUT || status == SERVICE_UNAVAILABLE;
    }

    /** A call found v1 failing; a step of the routes. Any other failure than its absence may be that one call's. */
    public void failed(@Header(SipConstants.STATUS) Integer status) {
        if (status != null && meansDead(status)) {
            becomes(State.DOWN, "did not take a call (" + status + ")");
        }
    }

    private synchronized void becomes(State next, String why) {
        if (state == State.ABSENT) {
            return;
        }
        String now = "v1 at " + address + " is " + (next == State.UP ? "up" : "DOWN") + ": it " + why;
        if (state != next) {
            if (next == State.DOWN) {
                LOG.warn("{}", now);
            } else {
                LOG.info("{}", now);
            }
        }
        state = next;
        reason = now;
    }

    public State state() {
        return state;
    }

    /** For an operator: where v1 is, how it is, and why we think so. */
    public String reason() {
        return reason;
    }

    @Override
    public synchronized void close() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }
}
