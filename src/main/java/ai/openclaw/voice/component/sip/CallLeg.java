package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.call.EndReason;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call, from its INVITE to its end, whoever placed it. Every change of state happens under its lock, so that of two
 * things that come at once (CANCEL and our 200, BYE and our BYE) exactly one wins. What routes hear of it they hear on the
 * call's own serial executor, never on a thread of the SIP stack.
 */
abstract class CallLeg {
    private static final Logger LOG = LoggerFactory.getLogger(CallLeg.class);

    enum State {
        /** The INVITE waits for a final response. */
        EARLY,
        /** Our 200 is on its way, the ACK is not here yet. */
        ANSWERED,
        /** Both sides know that the call is up. */
        CONFIRMED,
        OVER
    }

    private final CallInfo info;
    private final Switchboard board;
    private final Executor serial;
    private final long invitedNanos = System.nanoTime();
    private final OfferExchange offers = new OfferExchange(this);
    private final SessionTimer sessionTimer;

    private CallDialog dialog;
    private State state = State.EARLY;
    private boolean delivered;
    private Future<?> deadline;

    private long answerLatencyMs = -1;
    private long durationMs;
    private EndReason endReason;
    private boolean confirmed;
    private int refusedWith;
    private String peerReason;
    /** An offer of the peer's that came before its ACK, or null. */
    private Runnable afterAck;

    /** @param serial runs this call's tasks one after the other */
    CallLeg(CallInfo info, CallDialog dialog, Executor serial, Switchboard board) {
        this.info = info;
        this.dialog = dialog;
        this.serial = serial;
        this.board = board;
        this.sessionTimer = new SessionTimer(this, board);
    }

    CallInfo info() {
        return info;
    }

    final Switchboard board() {
        return board;
    }

    final OfferExchange offers() {
        return offers;
    }

    final SessionTimer sessionTimer() {
        return sessionTimer;
    }

    final synchronized CallDialog dialog() {
        return dialog;
    }

    final synchronized State state() {
        return state;
    }

    // The life of a call.

    /** Ends a call whose INVITE has no final response yet, under the lock. @return false when it is over already */
    abstract boolean giveUp(EndReason why);

    /** A BYE is wanted, but the ACK is not here; under the lock. @return whether the hang-up is done with */
    abstract boolean hangupBeforeAck(EndReason why);

    /** Tells the routes of the call unless it is over by then. */
    final void deliver(Runnable telling) {
        onSerial(() -> {
            if (claimDelivery()) {
                telling.run();
            }
        });
    }

    private synchronized boolean claimDelivery() {
        delivered = state != State.OVER;
        return delivered;
    }

    /** The 200 is sent, or came. */
    final void answered() {
        state = State.ANSWERED;
        answerLatencyMs = elapsedMs();
    }

    /** Another system answered. */
    final void answeredElsewhere() {
        answerLatencyMs = elapsedMs();
    }

    /** The ACK came, or is sent. @param telling tells the routes of it */
    final void confirmed(Runnable telling) {
        state = State.CONFIRMED;
        confirmed = true;
        noDeadline();
        onSerial(telling);
        if (afterAck != null) {
            onSerial(afterAck);
            afterAck = null;
        }
    }

    /** In place of the deadline before it. */
    final void deadline(long ms, Runnable task) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        deadline = board.timers().after(ms, () -> onPool(task));
    }

    final void noDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    final void refused(int status) {
        refusedWith = status;
    }

    /**
     * Ends the call: BYE when it is up, a refusal or CANCEL when not.
     *
     * @return false when the call is over already
     */
    boolean hangup(EndReason why) {
        CallDialog last;
        synchronized (this) {
            switch (state) {
                case OVER -> {
                    return false;
                }
                case EARLY -> {
                    return giveUp(why);
                }
                case ANSWERED -> {
                    if (hangupBeforeAck(why)) {
                        return true;
                    }
                    over(why);
                }
                case CONFIRMED -> over(why);
            }
            last = dialog;
        }
        last.bye(why);
        return true;
    }

    /**
     * The peer's BYE; its 200 is the caller's of this method.
     *
     * @param reason what the peer says of it (RFC 3326), or null
     */
    synchronized void byeReceived(String reason) {
        if (state != State.OVER) {
            peerReason = reason;
            over(EndReason.CALLER_HANGUP);
        }
    }

    /** @param reason what the peer says of its CANCEL or BYE (RFC 3326), or null */
    final void endedBecause(String reason) {
        peerReason = reason;
    }

    /** The peer answered a request of ours as if the call did not exist, or not at all: RFC 3261 section 12.2.1.2. */
    final void peerGone() {
        onPool(() -> hangup(EndReason.SESSION_EXPIRED));
    }

    /** The stack gave the dialog up without our doing, so no BYE can be sent any more. */
    synchronized void dialogLost() {
        if (state != State.OVER) {
            over(EndReason.INTERNAL_ERROR);
        }
    }

    final void over(EndReason why) {
        // RFC 3261 section 15.1.2: whoever still waits for a response gets one.
        offers.refuseAny(Response.REQUEST_TERMINATED, null);
        afterAck = null;
        state = State.OVER;
        endReason = why;
        durationMs = elapsedMs();
        noDeadline();
        sessionTimer.stop();
        board.legs().remove(this);
        onSerial(() -> board.events().ended(this));
    }

    // Offers.

    /** Whether the first offer is answered, so that another one can be made. */
    boolean isSettled() {
        return isUp();
    }

    /**
     * Gives the peer our answer.
     *
     * @return false when nothing waits for one, for example because a CANCEL was faster
     */
    boolean answer(String sdp) {
        return answerOffer(sdp);
    }

    /** Answers the offer that came in mid-call. @return false when none waits for the routes */
    final synchronized boolean answerOffer(String sdp) {
        return offers.answer(sdp);
    }

    /** Sends 180. @return false when there is nothing to ring for */
    boolean ring() {
        return false;
    }

    /** Sends 183 with our answer before the call is answered. @return false when it is too late for it */
    boolean progress(String sdp) {
        return false;
    }

    /** Sends a final refusal. @return false when nothing waits for one */
    boolean reject(int status, String reason) {
        return rejectChange(status, reason);
    }

    /** Whether a final response is sent, or will be. */
    boolean isDecided() {
        return state() != State.EARLY;
    }

    /** Refuses the call if it still waits, as a route that failed or forgot it must. */
    boolean reject(int status, String reason, EndReason why) {
        return false;
    }

    /** Refuses the offer that waits, if there is one; the session stays as it is. */
    synchronized boolean rejectChange(int status, String reason) {
        return offers.refuse(status, reason);
    }

    /** An UPDATE without an offer: the peer is still there, RFC 4028. */
    synchronized void refreshed(ServerTransaction transaction) {
        respond(transaction, "");
    }

    /**
     * The peer offers another session in mid-call, or asks for an offer of ours. The routes are asked; where none begins at
     * sip:changed, the peer gets again what they have.
     *
     * @param offer empty when the peer asks for ours
     * @return 0, or the status to refuse it with
     */
    synchronized int offered(ServerTransaction transaction, String offer) {
        return isSettled() ? offered(new InDialogOffer(transaction), offer) : Response.SERVER_INTERNAL_ERROR;
    }

    /** As {@link #offered(ServerTransaction, String)}, under the lock. */
    final int offered(OfferExchange.Offer taken, String offer) {
        int refusal = offers.offered(taken);
        if (refusal == 0) {
            Runnable asking = () -> {
                // The call may have ended meanwhile, and then nobody must open a room for it again.
                if (claimOffer() && !board.events().changed(this, offer)) {
                    answerOffer(localSdp());
                }
            };
            if (state == State.ANSWERED) {
                // Two packets may overtake each other: nobody is told of a change before the beginning.
                afterAck = asking;
            } else if (state == State.EARLY) {
                // The route of sip:invite may be in the middle of a greeting, and a PRACK must not wait for its end.
                onPool(asking);
            } else {
                onSerial(asking);
            }
        }
        return refusal;
    }

    private synchronized boolean claimOffer() {
        return offers.ask();
    }

    private synchronized String localSdp() {
        return offers.local();
    }

    /** The answer to an offer of ours came. @param sdp empty when there is none, and what holds goes on */
    final void agreed(String sdp) {
        if (!sdp.isEmpty()) {
            onSerial(() -> {
                if (isUp()) {
                    board.events().agreed(this, sdp);
                }
            });
        }
    }

    private void respond(ServerTransaction transaction, String sdp) {
        Request request = transaction.getRequest();
        Response ok = dialog.ok(request, sdp);
        boolean refreshes = !request.getMethod().equals(Request.PRACK);
        if (refreshes) {
            sessionTimer.agree(request, ok);
        }
        dialog.send(transaction, ok);
    }

    private final class InDialogOffer implements OfferExchange.Offer {
        private final ServerTransaction transaction;

        InDialogOffer(ServerTransaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public void answer(String sdp) {
            respond(transaction, sdp);
            Request request = transaction.getRequest();
            if (request.getMethod().equals(Request.INVITE)) {
                if (InviteReader.sdp(request).isEmpty()) {
                    offers.answerComes();
                }
                awaitAck();
            }
        }

        @Override
        public void refuse(int status, String reason) {
            dialog.refuse(transaction, status, reason);
        }
    }

    /** RFC 3261 section 13.3.1.4: who does not acknowledge a 200 is gone. */
    final void awaitAck() {
        deadline(board.timers().ackTimeoutMs(), () -> hangup(EndReason.NOT_ACKNOWLEDGED));
    }

    /** @param sdp the ACK's body, empty when it had none */
    void acknowledged(String sdp) {
        boolean answer;
        synchronized (this) {
            if (state != State.CONFIRMED) {
                return;
            }
            noDeadline();
            answer = offers.answerCame();
        }
        if (answer) {
            agreed(sdp);
        }
    }

    /** A PRACK came, RFC 3262. */
    void acknowledgedProgress() {}

    /** The peer pressed a key and told it in the signalling. */
    final void pressed(char key) {
        onSerial(() -> board.events().pressed(this, key));
    }

    // What is known of the call.

    /** Whether a route was told of the call: a CANCEL can be faster, and then its end alone is told, for the record. */
    synchronized boolean wasDelivered() {
        return delivered;
    }

    /** Whether the 200 is out and the call has not ended. */
    synchronized boolean isUp() {
        return state == State.ANSWERED || state == State.CONFIRMED;
    }

    /** Whether the ACK followed the 200, so that sip:confirmed was told. */
    synchronized boolean wasConfirmed() {
        return confirmed;
    }

    /** The status that the call was refused with, or 0. */
    synchronized int refusedWith() {
        return refusedWith;
    }

    /** What the peer said of its BYE or CANCEL (RFC 3326), or null. */
    synchronized String peerReason() {
        return peerReason;
    }

    /** What another system is called that has the call, or had it at its end; null when it is ours. */
    synchronized String version() {
        return null;
    }

    synchronized boolean wasAnswered() {
        return answerLatencyMs >= 0;
    }

    /** ms from the INVITE to the 200; negative when there was none */
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

    final void onSerial(Runnable task) {
        run(serial, task);
    }

    final void onPool(Runnable task) {
        run(board.timers().threads(), task);
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
