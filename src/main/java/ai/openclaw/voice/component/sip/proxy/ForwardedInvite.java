package ai.openclaw.voice.component.sip.proxy;

import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One INVITE on its way through us: its two transactions, and what of the one becomes of the other (RFC 3261 section 16.7
 * to 16.10). Whoever is told of it is told without its lock.
 */
final class ForwardedInvite implements Wire.Answers, Cancellable {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardedInvite.class);
    private static final Runnable NOTHING = () -> {};

    /** Is told what becomes of the INVITE. */
    interface Fate {
        /** The other side has it: rings, or at least works on it. */
        default void taken() {}

        /** A 2xx went through: a first one, the same again, or that of a fork. */
        default void answered(Response ok) {}

        /** It is over without an answer, and the sender has been told with this status. */
        default void refused(int status) {}

        /** The other side failed, and the sender has not been told. Happens only while nobody has said more than 100. */
        default void failed(int status) {}
    }

    private final Wire wire;
    private final HopTimes times;
    private final ServerTransaction server;
    private final Fate fate;
    /** Headers that the request gets, and what is answered to it: they tell in a trace who has the call. */
    private final Map<String, String> marks;

    private ClientTransaction client;
    /** Whether a failure of the other side is still ours to deal with. */
    private boolean undecided;
    /** Whether any provisional response came: before it no CANCEL may be sent, RFC 3261 section 9.1. */
    private boolean heardOf;

    private boolean cancelWanted;
    private boolean cancelSent;
    /** The sender has a final response. */
    private boolean done;
    /** We do not wait any more, but the other side does not know. */
    private boolean givenUp;

    private Future<?> deadline;

    ForwardedInvite(Wire wire, HopTimes times, ServerTransaction server, Fate fate, Map<String, String> marks) {
        this.wire = wire;
        this.times = times;
        this.server = server;
        this.fate = fate;
        this.marks = marks;
    }

    /**
     * Sends it on.
     *
     * @param onward the copy, with our Via
     * @param patienceMs how long the other side may take to be heard of before that counts as a failure; once it has said
     *     100 it has {@link HopTimes#triedMs} more. 0 when there is nobody else who could take the call
     * @throws SipException when it cannot be sent; nobody is told
     */
    void send(Request onward, long patienceMs) throws SipException {
        synchronized (this) {
            if (done || givenUp) {
                // Taken back before it was sent.
                return;
            }
            marks.forEach((name, value) -> Edits.setHeader(onward, name, value));
            undecided = patienceMs > 0;
            client = wire.clientTransaction(onward, this);
            if (undecided) {
                deadline = wire.after(patienceMs, () -> run(this::patienceEnds));
            } else {
                startTimerC();
            }
        }
        try {
            client.sendRequest();
        } catch (SipException | RuntimeException e) {
            synchronized (this) {
                givenUp = true;
                forgetDeadline();
            }
            throw e instanceof SipException sip ? sip : new SipException("The request cannot be sent", e);
        }
    }

    @Override
    public void answered(Response response) {
        run(() -> react(response));
    }

    @Override
    public void unanswered() {
        run(this::nothingCame);
    }

    /** Runs what changes the state, under the lock; and what that has us tell, without it. */
    private void run(Supplier<Runnable> change) {
        Runnable told;
        synchronized (this) {
            told = change.get();
        }
        told.run();
    }

    private Runnable react(Response response) {
        int status = response.getStatusCode();
        if (givenUp) {
            tidyUpAfter(response);
            return NOTHING;
        }
        if (status < 200) {
            return done ? NOTHING : provisional(response);
        }
        if (status < 300) {
            return answer(response);
        }
        return done ? NOTHING : refusal(status, response);
    }

    private Runnable provisional(Response response) {
        heardOf = true;
        if (cancelWanted) {
            sendCancel();
            return NOTHING;
        }
        if (response.getStatusCode() == Response.TRYING) {
            // RFC 3261 section 16.7 step 4: a hop's own matter. The sender has ours.
            return NOTHING;
        }
        back(Edits.backward(response));
        undecided = false;
        startTimerC();
        return fate::taken;
    }

    private Runnable answer(Response ok) {
        boolean first = !done;
        finish();
        return () -> {
            // In this order: the caller may have hung up before the sending returns.
            fate.answered(ok);
            if (first) {
                back(Edits.backward(ok));
            } else {
                again(ok);
            }
        };
    }

    private Runnable refusal(int status, Response response) {
        boolean failure = isFailure(status);
        finish();
        if (failure && cancelWanted) {
            return refuse(Response.REQUEST_TERMINATED);
        }
        if (failure && undecided) {
            givenUp = true;
            return () -> fate.failed(status);
        }
        if (status == Response.SERVICE_UNAVAILABLE) {
            // RFC 3261 section 16.7 step 6: its sender is full, which says nothing of us.
            return refuse(Response.SERVER_INTERNAL_ERROR);
        }
        back(Edits.backward(response));
        return () -> fate.refused(status);
    }

    /**
     * Whether it says that the other system is out of order, rather than what it thinks of the call: all of 5xx (RFC 3261
     * section 21.5: another server may do better), no answer in time, and a route that goes round in circles.
     */
    static boolean isFailure(int status) {
        return status == Response.REQUEST_TIMEOUT
                || status == Response.LOOP_DETECTED
                || status == Response.TOO_MANY_HOPS
                || status / 100 == 5;
    }

    private Runnable patienceEnds() {
        if (done || givenUp || !undecided) {
            return NOTHING;
        }
        if (heardOf && cancelWanted) {
            waitForCancelled(Response.REQUEST_TERMINATED);
            return NOTHING;
        }
        if (heardOf) {
            deadline = wire.after(times.triedMs(), () -> run(this::triedForLong));
            return NOTHING;
        }
        finish();
        givenUp = true;
        return cancelWanted ? refuse(Response.REQUEST_TERMINATED) : () -> fate.failed(Response.REQUEST_TIMEOUT);
    }

    /** It said 100 and nothing more, and the sender has heard nothing of it. */
    private Runnable triedForLong() {
        if (done || givenUp || !undecided || cancelWanted) {
            return NOTHING;
        }
        finish();
        givenUp = true;
        cancelSent = true;
        return () -> {
            fate.failed(Response.REQUEST_TIMEOUT);
            // Last, for it waits when the connection is broken.
            passCancelOn();
        };
    }

    private Runnable nothingCame() {
        if (done || givenUp) {
            return NOTHING;
        }
        finish();
        if (cancelWanted) {
            return refuse(Response.REQUEST_TERMINATED);
        }
        if (undecided) {
            givenUp = true;
            return () -> fate.failed(Response.REQUEST_TIMEOUT);
        }
        return refuse(Response.REQUEST_TIMEOUT);
    }

    /** RFC 3261 section 16.6 step 11: who says 100 and no more must not keep the caller waiting for ever. */
    private void startTimerC() {
        forgetDeadline();
        deadline = wire.after(times.timerCMs(), () -> run(this::timerC));
    }

    /** Rung for too long, RFC 3261 section 16.8. */
    private Runnable timerC() {
        return stopWith(Response.REQUEST_TIMEOUT);
    }

    @Override
    public boolean cancel() {
        synchronized (this) {
            if (done || givenUp) {
                return false;
            }
        }
        run(() -> stopWith(Response.REQUEST_TERMINATED));
        return true;
    }

    private Runnable stopWith(int statusIfUnheard) {
        if (done || givenUp || cancelWanted) {
            return NOTHING;
        }
        cancelWanted = true;
        if (client == null) {
            finish();
            return refuse(statusIfUnheard);
        }
        if (heardOf) {
            sendCancel();
        }
        if (heardOf || !undecided) {
            waitForCancelled(statusIfUnheard);
        }
        return NOTHING;
    }

    private void waitForCancelled(int statusIfUnheard) {
        forgetDeadline();
        deadline = wire.after(times.unheardMs(), () -> run(() -> cancelUnheard(statusIfUnheard)));
    }

    /** RFC 3261 section 9.1: after 64*T1 the INVITE counts as cancelled, whatever the other side does. */
    private Runnable cancelUnheard(int status) {
        if (done || givenUp) {
            return NOTHING;
        }
        finish();
        givenUp = true;
        return refuse(status);
    }

    /** We stop: the sender gets a 503, the other side a CANCEL. */
    void abort() {
        run(() -> {
            if (done || givenUp) {
                return NOTHING;
            }
            if (heardOf) {
                sendCancel();
            }
            finish();
            givenUp = true;
            return refuse(Response.SERVICE_UNAVAILABLE);
        });
    }

    private Runnable refuse(int status) {
        back(wire.response(status, server.getRequest()));
        return () -> fate.refused(status);
    }

    /** What comes after we gave up: nobody waits for it, so it must not ring, and not be answered. */
    private void tidyUpAfter(Response response) {
        int status = response.getStatusCode();
        if (status < 200) {
            sendCancel();
        } else if (status < 300) {
            LateAnswer.hangUp(wire, client.getRequest(), response);
        }
    }

    private void sendCancel() {
        if (cancelSent) {
            return;
        }
        cancelSent = true;
        passCancelOn();
    }

    private void passCancelOn() {
        try {
            wire.clientTransaction(client.createCancel(), Wire.Answers.IGNORED).sendRequest();
        } catch (SipException e) {
            LOG.debug("A CANCEL could not be passed on", e);
        }
    }

    private void finish() {
        done = true;
        forgetDeadline();
    }

    private void forgetDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void back(Response response) {
        marks.forEach((name, value) -> Edits.setHeader(response, name, value));
        try {
            server.sendResponse(response);
        } catch (SipException | InvalidArgumentException e) {
            LOG.debug("{} could not be passed back", response.getStatusCode(), e);
        }
    }

    /** Passes a 2xx back whose transaction is over: one that is repeated until its ACK comes, or that of a fork. */
    void again(Response ok) {
        Response back = Edits.backward(ok);
        marks.forEach((name, value) -> Edits.setHeader(back, name, value));
        try {
            wire.send(back);
        } catch (SipException e) {
            LOG.debug("A repeated 2xx could not be passed back", e);
        }
    }
}
