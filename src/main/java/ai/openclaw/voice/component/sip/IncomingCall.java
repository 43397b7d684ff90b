package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import java.util.concurrent.Executor;
import javax.sip.message.Response;

/** A call that somebody places to us: it rings, and is answered, refused or cancelled. */
final class IncomingCall extends CallLeg {
    private final IncomingInvite invite;
    private EndReason hangupOnAck;

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
        deadline(board().timers().maxRingMs(), () -> reject(480, "Not answered in time"));
        deliver(() -> board().events().invited(this));
    }

    @Override
    synchronized boolean ring() {
        if (state() != State.EARLY) {
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
        if (state() != State.EARLY) {
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
        if (state() != State.EARLY) {
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

    /** @return whether the CANCEL came in time, so that the INVITE got its 487 */
    synchronized boolean cancelled() {
        return reject(Response.REQUEST_TERMINATED, null, EndReason.CALLER_CANCELLED);
    }

    @Override
    synchronized void byeReceived() {
        if (!cancelled()) {
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
