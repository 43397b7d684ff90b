package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.call.EndReason;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sip.ServerTransaction;
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
    private final OfferExchange offers = new OfferExchange(new InDialogReply());

    private CallDialog dialog;
    private State state = State.EARLY;
    private boolean delivered;
    private Future<?> deadline;

    private long answerLatencyMs = -1;
    private long durationMs;
    private EndReason endReason;
    private boolean confirmed;
    private int refusedWith;

    /** @param serial runs this call's tasks one after the other */
    CallLeg(CallInfo info, CallDialog dialog, Executor serial, Switchboard board) {
        this.info = info;
        this.dialog = dialog;
        this.serial = serial;
        this.board = board;
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

    final synchronized CallDialog dialog() {
        return dialog;
    }

    /** The call has a dialog now, which it had not at its beginning. */
    final synchronized void speakThrough(CallDialog made) {
        dialog = made;
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

    /** The ACK came, or is sent. */
    final void confirmed() {
        state = State.CONFIRMED;
        confirmed = true;
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

    /** The peer's BYE to a call that is up; its 200 is the caller's of this method. */
    synchronized void byeReceived() {
        if (state != State.OVER) {
            over(EndReason.CALLER_HANGUP);
        }
    }

    /** The stack gave the dialog up without our doing, so no BYE can be sent any more. */
    synchronized void dialogLost() {
        if (state != State.OVER) {
            over(EndReason.INTERNAL_ERROR);
        }
    }

    final void over(EndReason why) {
        // RFC 3261 section 15.1.2: whoever still waits for a response gets one.
        offers.refuse(Response.REQUEST_TERMINATED, null);
        state = State.OVER;
        endReason = why;
        durationMs = elapsedMs();
        noDeadline();
        board.legs().remove(this);
        onSerial(() -> board.events().ended(this));
    }

    // Offers in mid-call.

    /**
     * Gives the peer our answer.
     *
     * @return false when nothing waits for one, for example because a CANCEL was faster
     */
    synchronized boolean answer(String sdp) {
        return isUp() && offers.answer(sdp);
    }

    /** Sends 180. @return false when there is nothing to ring for */
    boolean ring() {
        return false;
    }

    /** Sends a final refusal. @return false when nothing waits for one */
    boolean reject(int status, String reason) {
        return rejectChange(status, reason);
    }

    /** Refuses the call if it still waits, as a route that failed or forgot it must. */
    boolean reject(int status, String reason, EndReason why) {
        return false;
    }

    /** Refuses the offer that waits, if there is one; the session stays as it is. */
    synchronized boolean rejectChange(int status, String reason) {
        return offers.refuse(status, reason);
    }

    /**
     * Answers a re-INVITE or an UPDATE with what the peer has from us already.
     *
     * @param withSdp whether the request needs a session description in its answer
     */
    synchronized void answerAgain(ServerTransaction transaction, boolean withSdp) {
        dialog.send(transaction, dialog.ok(transaction.getRequest(), withSdp ? offers.local() : ""));
    }

    /**
     * The peer offers another session in mid-call. The routes are asked; where none begins at sip:changed, the peer gets
     * again what they have.
     *
     * @return false when another offer still waits for its answer
     */
    synchronized boolean offered(ServerTransaction transaction, String offer) {
        if (!isUp() || !offers.offered(transaction)) {
            return false;
        }
        onSerial(() -> {
            // The call may have ended meanwhile, and then nobody must open a room for it again.
            if (isChanging() && !board.events().changed(this, offer)) {
                answer(localSdp());
            }
        });
        return true;
    }

    private synchronized boolean isChanging() {
        return offers.isWaiting();
    }

    private synchronized String localSdp() {
        return offers.local();
    }

    private final class InDialogReply implements OfferExchange.Reply {
        @Override
        public void answer(ServerTransaction transaction, String sdp) {
            dialog.send(transaction, dialog.ok(transaction.getRequest(), sdp));
        }

        @Override
        public void refuse(ServerTransaction transaction, int status, String reason) {
            dialog.refuse(transaction, status, reason);
        }
    }

    /** @param sdp the ACK's body, empty when it had none */
    void acknowledged(String sdp) {}

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
