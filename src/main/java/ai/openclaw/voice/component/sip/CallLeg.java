package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.sip.proxy.Cancellable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sip.ServerTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One caller's call, from its INVITE to its end. Every change of state happens under its lock, so that of two things that
 * come at once (CANCEL and our 200, BYE and our BYE) exactly one wins. What routes hear of it they hear on the call's own
 * serial executor, never on a thread of the SIP stack.
 */
final class CallLeg implements Cancellable {
    private static final Logger LOG = LoggerFactory.getLogger(CallLeg.class);

    private enum State {
        /** The INVITE waits for a final response. */
        OFFERED,
        /** Another system has the call, unless it fails: see {@link PassedOn}. */
        ELSEWHERE,
        /** Our 200 is on its way, the ACK is not here yet. */
        ANSWERED,
        /** Both sides know that the call is up. */
        CONFIRMED,
        OVER
    }

    private final CallInfo info;
    private final UasDialog dialog;
    private final CallEvents events;
    private final Executor serial;
    private final CallLegs legs;
    private final Timers timers;
    private final long invitedNanos = System.nanoTime();

    private State state = State.OFFERED;
    private boolean delivered;
    private Future<?> deadline;
    /** The session description that the caller has from us, empty before the answer. */
    private String localSdp = "";

    private long answerLatencyMs = -1;
    private long durationMs;
    private EndReason endReason;
    private boolean confirmed;
    private int refusedWith;
    private EndReason hangupOnAck;
    /** A re-INVITE or an UPDATE whose offer waits for its answer. */
    private ServerTransaction change;

    private PassedOn elsewhere;
    private boolean cancelledElsewhere;

    /**
     * @param serial runs this call's tasks one after the other
     */
    CallLeg(CallInfo info, UasDialog dialog, CallEvents events, Executor serial, CallLegs legs, Timers timers) {
        this.info = info;
        this.dialog = dialog;
        this.events = events;
        this.serial = serial;
        this.legs = legs;
        this.timers = timers;
    }

    CallInfo info() {
        return info;
    }

    /** Tells the routes of the call. */
    synchronized void begin() {
        legs.add(this);
        deadline = timers.after(timers.maxRingMs(), () -> onPool(this::rangTooLong));
        onSerial(() -> {
            if (claimDelivery()) {
                events.invited(this);
            }
        });
    }

    private synchronized boolean claimDelivery() {
        delivered = state != State.OVER;
        return delivered;
    }

    /** Sends 180. @return false when there is nothing to ring for any more */
    synchronized boolean ring() {
        if (state != State.OFFERED) {
            return false;
        }
        dialog.ring();
        return true;
    }

    /**
     * Sends 200.
     *
     * @return false when the call is answered or over already, for example because a CANCEL was faster
     */
    synchronized boolean answer(String sdp) {
        if (change != null && isUp()) {
            localSdp = sdp;
            dialog.answerAgain(change, sdp);
            change = null;
            return true;
        }
        if (state != State.OFFERED) {
            return false;
        }
        localSdp = sdp;
        dialog.answer(sdp);
        state = State.ANSWERED;
        answerLatencyMs = elapsedMs();
        deadline.cancel(false);
        deadline = timers.after(timers.ackTimeoutMs(), () -> onPool(this::notAcknowledged));
        return true;
    }

    /**
     * Answers a re-INVITE or an UPDATE with what the caller has from us already.
     *
     * @param withSdp whether the request needs a session description in its answer
     */
    synchronized void answerAgain(ServerTransaction transaction, boolean withSdp) {
        dialog.answerAgain(transaction, withSdp ? localSdp : "");
    }

    /**
     * The caller offers another session in mid-call. The routes are asked; where none begins at sip:changed, the caller
     * gets again what they have.
     *
     * @return false when another offer still waits for its answer
     */
    synchronized boolean offered(ServerTransaction transaction, String offer) {
        if (change != null || !isUp()) {
            return false;
        }
        change = transaction;
        onSerial(() -> {
            // The call may have ended meanwhile, and then nobody must open a room for it again.
            if (isChanging() && !events.changed(this, offer)) {
                answer(localSdp());
            }
        });
        return true;
    }

    private synchronized boolean isChanging() {
        return change != null;
    }

    private synchronized String localSdp() {
        return localSdp;
    }

    /** Refuses the offer that waits, if there is one; the session stays as it is. */
    synchronized boolean rejectChange(int status, String reason) {
        if (change == null) {
            return false;
        }
        dialog.refuse(change, status, reason);
        change = null;
        return true;
    }

    /** Leaves the call to another system. @return false when it is answered or over already */
    synchronized boolean handOver(PassedOn other) {
        if (state != State.OFFERED) {
            return false;
        }
        state = State.ELSEWHERE;
        elsewhere = other;
        deadline.cancel(false);
        return true;
    }

    /** The other system failed. @return whether the caller still waits for somebody */
    synchronized boolean takeBack() {
        if (state != State.ELSEWHERE) {
            return false;
        }
        state = State.OFFERED;
        elsewhere = null;
        deadline = timers.after(timers.maxRingMs(), () -> onPool(this::rangTooLong));
        return !(cancelledElsewhere && cancel());
    }

    synchronized void answeredElsewhere() {
        if (state == State.ELSEWHERE) {
            answerLatencyMs = elapsedMs();
        }
    }

    /** @param status what the caller was refused with, or 0 */
    synchronized void endedElsewhere(EndReason why, int status) {
        if (state == State.ELSEWHERE) {
            refusedWith = status;
            over(why);
        }
    }

    /** What the other system is called that has the call, or had it at its end; null when it is ours. */
    synchronized String version() {
        return elsewhere == null ? null : elsewhere.version();
    }

    /** The INVITE's transaction, for whoever passes the call on. */
    ServerTransaction invite() {
        return dialog.invite();
    }

    /** Sends a final refusal. @return false when the call is answered or over already */
    boolean reject(int status, String reason) {
        return rejectChange(status, reason) || reject(status, reason, EndReason.REJECTED);
    }

    /** Refuses the call if it still waits, as a route that failed or forgot it must. */
    synchronized boolean reject(int status, String reason, EndReason why) {
        if (state != State.OFFERED) {
            return false;
        }
        // In this order: JAIN SIP reports the dialog's end from within the sending, on this very thread.
        refusedWith = status;
        over(why);
        dialog.refuse(status, reason);
        return true;
    }

    /**
     * Ends the call: BYE when it was answered, a refusal when not. RFC 3261 section 15 forbids the callee a BYE before the
     * ACK, so a hang-up in between waits for it; only a shut-down does not.
     *
     * @return false when the call is over already
     */
    boolean hangup(EndReason why) {
        synchronized (this) {
            switch (state) {
                case OVER -> {
                    return false;
                }
                case OFFERED -> {
                    boolean shutdown = why == EndReason.SHUTDOWN;
                    return reject(shutdown ? 503 : 487, shutdown ? "The service stops" : null, why);
                }
                case ELSEWHERE -> {
                    // A call that we do not hold is ended by those who do; we only stop waiting for it.
                    if (why == EndReason.SHUTDOWN) {
                        over(why);
                        elsewhere.abandon();
                    }
                    return why == EndReason.SHUTDOWN;
                }
                case ANSWERED -> {
                    if (why != EndReason.SHUTDOWN) {
                        hangupOnAck = hangupOnAck == null ? why : hangupOnAck;
                        return true;
                    }
                    over(why);
                }
                case CONFIRMED -> over(why);
            }
        }
        dialog.bye(why);
        return true;
    }

    @Override
    public synchronized boolean cancel() {
        if (state == State.ELSEWHERE) {
            cancelledElsewhere = true;
            return elsewhere.cancel();
        }
        return reject(487, null, EndReason.CALLER_CANCELLED);
    }

    /** The caller's BYE; its 200 is the caller's of this method. */
    synchronized void byeReceived() {
        if (!cancel() && state != State.OVER) {
            over(EndReason.CALLER_HANGUP);
        }
    }

    /** @param sdp the ACK's body, empty when it had none */
    void acknowledged(String sdp) {
        EndReason waitingHangup;
        synchronized (this) {
            if (state != State.ANSWERED) {
                return;
            }
            state = State.CONFIRMED;
            confirmed = true;
            deadline.cancel(false);
            waitingHangup = hangupOnAck;
            onSerial(() -> events.confirmed(this, sdp));
        }
        if (waitingHangup != null) {
            onPool(() -> hangup(waitingHangup));
        }
    }

    private void notAcknowledged() {
        EndReason why;
        synchronized (this) {
            if (state != State.ANSWERED) {
                return;
            }
            why = hangupOnAck == null ? EndReason.NOT_ACKNOWLEDGED : hangupOnAck;
            over(why);
        }
        dialog.bye(why);
    }

    private void rangTooLong() {
        reject(480, "Not answered in time");
    }

    /**
     * The stack gave the dialog up without our doing, so no BYE can be sent any more. Seen when a TCP caller vanishes
     * before its ACK.
     */
    synchronized void dialogLost() {
        if (state == State.ANSWERED) {
            over(hangupOnAck == null ? EndReason.NOT_ACKNOWLEDGED : hangupOnAck);
        } else if (state != State.OVER) {
            over(EndReason.INTERNAL_ERROR);
        }
    }

    private void over(EndReason why) {
        // RFC 3261 section 15.1.2: whoever still waits for a response gets one.
        rejectChange(487, null);
        state = State.OVER;
        endReason = why;
        durationMs = elapsedMs();
        if (deadline != null) {
            deadline.cancel(false);
        }
        legs.remove(this);
        onSerial(() -> events.ended(this));
    }

    /** Whether a route was told of the call: a CANCEL can be faster, and then its end alone is told, for the record. */
    synchronized boolean wasDelivered() {
        return delivered;
    }

    /** Whether our 200 is out and the call has not ended. */
    synchronized boolean isUp() {
        return state == State.ANSWERED || state == State.CONFIRMED;
    }

    /** Whether the caller acknowledged our 200, so that sip:confirmed was told. */
    synchronized boolean wasConfirmed() {
        return confirmed;
    }

    /** The status that the call was refused with, or 0. */
    synchronized int refusedWith() {
        return refusedWith;
    }

    synchronized boolean wasAnswered() {
        return answerLatencyMs >= 0;
    }

    /** ms from the INVITE to our 200; negative when there was none */
    synchronized long answerLatencyMs() {
        return answerLatencyMs;
    }

    /** Null while the call lasts. */
    synchronized EndReason endReason() {
        return endReason;
    }

    /** From the INVITE to the end, in ms; 0 while the call lasts. */
    synchronized long durationMs() {
        return durationMs;
    }

    private long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - invitedNanos);
    }

    private void onSerial(Runnable task) {
        run(serial, task);
    }

    private void onPool(Runnable task) {
        run(timers.threads(), task);
    }

    private void run(Executor executor, Runnable task) {
        try {
            executor.execute(() -> {
                try (CallLog ignored = CallLog.named(info.callId())) {
                    runGuarded(task);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Call {}: the component has stopped, nobody is told any more", info.callId());
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
