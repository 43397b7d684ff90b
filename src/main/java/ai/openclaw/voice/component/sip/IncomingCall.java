package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.sip.proxy.Cancellable;
import java.util.concurrent.Executor;
import javax.sip.ServerTransaction;
import javax.sip.message.Response;

/** A call that somebody places to us: it rings, and is answered, refused or cancelled. */
final class IncomingCall extends CallLeg implements Cancellable {
    private final IncomingInvite invite;
    private EndReason hangupOnAck;
    /** Another system has the call, unless it fails. */
    private PassedOn elsewhere;

    private boolean cancelledElsewhere;

    /** @param serial runs this call's tasks one after the other */
    IncomingCall(CallInfo info, IncomingInvite invite, CallDialog dialog, Executor serial, Switchboard board) {
        super(info, dialog, serial, board);
        this.invite = invite;
    }

    /** Tells the routes of the call. */
    synchronized void begin() {
        invite.bindTo(this);
        invite.trying();
        board().legs().add(this);
        ringAtMost();
        deliver(() -> board().events().invited(this));
    }

    private void ringAtMost() {
        deadline(board().timers().maxRingMs(), () -> reject(480, "Not answered in time"));
    }

    /** Whether the caller waits for a final response of ours. */
    private boolean waits() {
        return state() == State.EARLY && elsewhere == null;
    }

    @Override
    synchronized boolean ring() {
        if (!waits()) {
            return false;
        }
        invite.progress(Response.RINGING, "");
        return true;
    }

    @Override
    synchronized boolean answer(String sdp) {
        if (super.answer(sdp)) {
            return true;
        }
        if (!waits()) {
            return false;
        }
        offers().describedBy(sdp);
        invite.answer(sdp);
        answered();
        deadline(board().timers().ackTimeoutMs(), this::notAcknowledged);
        return true;
    }

    @Override
    boolean reject(int status, String reason) {
        return super.reject(status, reason) || reject(status, reason, EndReason.REJECTED);
    }

    @Override
    synchronized boolean reject(int status, String reason, EndReason why) {
        if (!waits()) {
            return false;
        }
        // In this order: JAIN SIP reports the dialog's end from within the sending, on this very thread.
        refused(status);
        over(why);
        invite.refuse(status, reason);
        return true;
    }

    @Override
    boolean giveUp(EndReason why) {
        boolean shutdown = why == EndReason.SHUTDOWN;
        if (elsewhere != null) {
            // A call that we do not hold is ended by those who do; we only stop to look at it.
            if (shutdown) {
                over(why);
                elsewhere.abandon();
            }
            return shutdown;
        }
        return reject(shutdown ? 503 : 487, shutdown ? "The service stops" : null, why);
    }

    /**
     * RFC 3261 section 15 forbids the callee a BYE before the ACK, so a hang-up in between waits for it; only a shut-down
     * does not.
     */
    @Override
    boolean hangupBeforeAck(EndReason why) {
        if (why == EndReason.SHUTDOWN) {
            return false;
        }
        hangupOnAck = hangupOnAck == null ? why : hangupOnAck;
        return true;
    }

    @Override
    public synchronized boolean cancel() {
        if (elsewhere != null) {
            cancelledElsewhere = true;
            return elsewhere.cancel();
        }
        return reject(Response.REQUEST_TERMINATED, null, EndReason.CALLER_CANCELLED);
    }

    @Override
    synchronized void byeReceived() {
        if (!cancel()) {
            super.byeReceived();
        }
    }

    @Override
    void acknowledged(String sdp) {
        EndReason waitingHangup;
        synchronized (this) {
            if (state() != State.ANSWERED) {
                return;
            }
            confirmed();
            noDeadline();
            waitingHangup = hangupOnAck;
            onSerial(() -> board().events().confirmed(this, sdp));
        }
        if (waitingHangup != null) {
            onPool(() -> hangup(waitingHangup));
        }
    }

    // A call that another system takes.

    /** The INVITE's transaction, for whoever passes the call on. */
    ServerTransaction invite() {
        return invite.transaction();
    }

    /** Leaves the call to another system. @return false when it is answered or over already */
    synchronized boolean handOver(PassedOn other) {
        if (!waits()) {
            return false;
        }
        elsewhere = other;
        noDeadline();
        return true;
    }

    /** The other system failed. @return whether the caller still waits for somebody */
    synchronized boolean takeBack() {
        if (state() != State.EARLY) {
            return false;
        }
        elsewhere = null;
        ringAtMost();
        return !(cancelledElsewhere && cancel());
    }

    synchronized void answeredBy(PassedOn other) {
        if (state() == State.EARLY && elsewhere == other) {
            answeredElsewhere();
        }
    }

    /** @param status what the caller was refused with, or 0 */
    synchronized void endedBy(PassedOn other, EndReason why, int status) {
        if (state() == State.EARLY && elsewhere == other) {
            refused(status);
            over(why);
        }
    }

    @Override
    synchronized String version() {
        return elsewhere == null ? null : elsewhere.version();
    }

    private void notAcknowledged() {
        EndReason why;
        synchronized (this) {
            if (state() != State.ANSWERED) {
                return;
            }
            why = hangupOnAck == null ? EndReason.NOT_ACKNOWLEDGED : hangupOnAck;
            over(why);
        }
        dialog().bye(why);
    }

    /** Seen when a TCP caller vanishes before its ACK. */
    @Override
    synchronized void dialogLost() {
        if (state() == State.ANSWERED) {
            over(hangupOnAck == null ? EndReason.NOT_ACKNOWLEDGED : hangupOnAck);
        } else {
            super.dialogLost();
        }
    }
}
