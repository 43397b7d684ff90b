package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.SerialExecutor;
import ai.openclaw.voice.component.sip.proxy.Cancellable;
import javax.sip.ServerTransaction;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call that somebody places to us: it rings, and is answered, refused or cancelled. */
final class IncomingCall extends CallLeg implements Cancellable {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingCall.class);

    private final IncomingInvite invite;
    private final Ringing ringing;
    private EndReason hangupOnAck;
    /** Our answer, while the caller has not acknowledged what came before it; null when none waits. */
    private String waitingAnswer;
    /** Another system has the call, unless it fails. */
    private PassedOn elsewhere;

    private boolean cancelledElsewhere;

    /** @param serial runs this call's tasks one after the other */
    IncomingCall(CallInfo info, IncomingInvite invite, CallDialog dialog, SerialExecutor serial, Switchboard board) {
        super(info, dialog, serial, board);
        this.invite = invite;
        this.ringing = new Ringing(this, invite, board);
        dialog.heard(invite.request());
        board.account(info.extension())
                .ifPresent(account -> dialog.provenBy(board.outgoing().digest(account)));
    }

    /** Tells the routes of the call. */
    synchronized void begin() {
        invite.bindTo(this);
        invite.trying();
        board().legs().add(this);
        ringAtMost();
        deliverUntilDone(done -> board().events().invited(this, done));
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
        return progress(Response.RINGING, "");
    }

    @Override
    synchronized boolean progress(String sdp) {
        boolean done = progress(Response.SESSION_PROGRESS, sdp);
        if (done) {
            offers().describedBy(sdp);
            if (ringing.isReliable() && info().offer().isEmpty()) {
                offers().answerComes();
            }
        }
        return done;
    }

    private boolean progress(int status, String sdp) {
        if (!waits() || waitingAnswer != null) {
            return false;
        }
        ringing.send(status, sdp);
        return true;
    }

    /** A minute has passed. */
    synchronized void ringAgain(int status, String sdp) {
        progress(status, sdp);
    }

    @Override
    synchronized void acknowledgedProgress() {
        ringing.acknowledged();
        if (waitingAnswer != null && state() == State.EARLY && !ringing.isUnacknowledged()) {
            sendAnswer(waitingAnswer);
        }
    }

    /** RFC 3262 section 3: after 64*T1 without a PRACK the caller is not able to go on. */
    void notPracked() {
        reject(Response.SERVER_TIMEOUT, "No PRACK came", EndReason.NOT_ACKNOWLEDGED);
    }

    @Override
    synchronized boolean isSettled() {
        return super.isSettled() || state() == State.EARLY && ringing.isDescribed();
    }

    @Override
    synchronized boolean answer(String sdp) {
        if (state() != State.EARLY) {
            return answerOffer(sdp);
        }
        if (!waits() || waitingAnswer != null) {
            return false;
        }
        if (ringing.isUnacknowledged()) {
            waitingAnswer = sdp;
        } else {
            sendAnswer(sdp);
        }
        return true;
    }

    @Override
    synchronized boolean isDecided() {
        return super.isDecided() || waitingAnswer != null;
    }

    private void sendAnswer(String sdp) {
        ringing.stop();
        boolean described = ringing.isDescribed();
        if (!described) {
            offers().describedBy(sdp);
        }
        Response ok = invite.ok(described ? "" : sdp);
        sessionTimer().agree(invite.request(), ok);
        invite.send(ok);
        if (info().offer().isEmpty() && !described) {
            offers().answerComes();
        }
        answered();
        deadline(board().timers().ackTimeoutMs(), this::notAcknowledged);
    }

    @Override
    boolean reject(int status, String reason) {
        return state() == State.EARLY ? reject(status, reason, EndReason.REJECTED) : super.reject(status, reason);
    }

    @Override
    synchronized boolean reject(int status, String reason, EndReason why) {
        if (!waits()) {
            return false;
        }
        // In this order: JAIN SIP reports the dialog's end from within the sending, on this very thread.
        history().noteRefused(status);
        ringing.stop();
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
            } else {
                LOG.info(
                        "not hung up: {} has this call, which only passes through here",
                        elsewhere.version() == null ? "another system" : elsewhere.version());
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
    public boolean cancel() {
        return cancel(null);
    }

    /**
     * @param reason what the caller says of it (RFC 3326), or null
     * @return whether the CANCEL came in time, so that the INVITE got its 487
     */
    synchronized boolean cancel(String reason) {
        if (elsewhere != null) {
            cancelledElsewhere = true;
            return elsewhere.cancel();
        }
        if (state() == State.EARLY) {
            history().notePeerReason(reason);
        }
        return reject(Response.REQUEST_TERMINATED, null, EndReason.CALLER_CANCELLED);
    }

    @Override
    synchronized void byeReceived(String reason) {
        if (!cancel(reason)) {
            super.byeReceived(reason);
        }
    }

    @Override
    void acknowledged(String sdp) {
        EndReason waitingHangup;
        synchronized (this) {
            if (state() != State.ANSWERED) {
                super.acknowledged(sdp);
                return;
            }
            waitingHangup = hangupOnAck;
            if (offers().answerCame()) {
                agreed(sdp);
            }
            confirmed(() -> board().events().confirmed(this, sdp));
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
            history().noteAnswered();
        }
    }

    /** @param status what the caller was refused with, or 0 */
    synchronized void endedBy(PassedOn other, EndReason why, int status) {
        if (state() == State.EARLY && elsewhere == other) {
            history().noteRefused(status);
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
    EndReason endOfLostDialog() {
        return state() != State.ANSWERED
                ? super.endOfLostDialog()
                : hangupOnAck == null ? EndReason.NOT_ACKNOWLEDGED : hangupOnAck;
    }
}
