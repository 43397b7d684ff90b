package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.SerialExecutor;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.sip.Dialog;
import javax.sip.message.Response;

/**
 * One call, from its INVITE to its end, whoever placed it. Every change of state happens under its lock, so that of two
 * things that come at once (CANCEL and our 200, BYE and our BYE) exactly one wins. What routes hear of it they hear on the
 * call's own serial executor, never on a thread of the SIP stack.
 */
abstract class CallLeg {
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
    private final CallTasks tasks;
    private final CallHistory history = new CallHistory();
    private final OfferExchange offers = new OfferExchange(this);
    private final SessionTimer sessionTimer;
    private final Transfers transfers = new Transfers(this);

    private CallDialog dialog;
    private State state = State.EARLY;
    private boolean delivered;
    private Future<?> deadline;

    /** @param serial runs this call's tasks one after the other */
    CallLeg(CallInfo info, CallDialog dialog, SerialExecutor serial, Switchboard board) {
        this.info = info;
        this.dialog = dialog;
        this.tasks = new CallTasks(info.callId(), serial, board.timers().threads());
        this.board = board;
        this.sessionTimer = new SessionTimer(this, board);
    }

    CallInfo info() {
        return info;
    }

    final CallHistory history() {
        return history;
    }

    final Switchboard board() {
        return board;
    }

    final OfferExchange offers() {
        return offers;
    }

    final Transfers transfers() {
        return transfers;
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

    /** As {@link #deliver}, of what may take long: routes hear no more of the call until it is done. */
    final void deliverUntilDone(Consumer<Runnable> telling) {
        tasks.inOrderUntilDone(done -> {
            if (claimDelivery()) {
                telling.accept(done);
            } else {
                done.run();
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
        history.noteAnswered();
    }

    /** The ACK came, or is sent. @param telling tells the routes of it */
    final void confirmed(Runnable telling) {
        state = State.CONFIRMED;
        history.noteConfirmed();
        noDeadline();
        onSerial(telling);
        offers.confirmed();
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
        if (state == State.OVER) {
            return;
        }
        history.notePeerReason(reason);
        transfers.byeReceived();
        if (!transfers.outliveBye()) {
            over(transfers.areUnderWay() ? EndReason.TRANSFERRED : endOfPeer());
        }
    }

    /** How the peer's own hang-up is recorded. */
    EndReason endOfPeer() {
        return EndReason.CALLER_HANGUP;
    }

    /** The peer answered a request of ours as if the call did not exist, or not at all: RFC 3261 section 12.2.1.2. */
    final void peerGone() {
        onPool(() -> hangup(EndReason.SESSION_EXPIRED));
    }

    /** The stack gave a dialog up without our doing, so no BYE can be sent in it any more. */
    final synchronized void dialogLost(Dialog lost) {
        boolean ours = dialog != null && dialog.dialog() == lost;
        if (state != State.OVER && ours && !transfers.outliveBye()) {
            over(endOfLostDialog());
        }
    }

    EndReason endOfLostDialog() {
        return EndReason.INTERNAL_ERROR;
    }

    /** The call is over, and there is nobody left to be told. */
    final synchronized void lost(EndReason why) {
        if (state != State.OVER) {
            over(why);
        }
    }

    final void over(EndReason why) {
        // RFC 3261 section 15.1.2: whoever still waits for a response gets one.
        offers.refuseAny(Response.REQUEST_TERMINATED, null);
        state = State.OVER;
        history.noteEnd(why);
        noDeadline();
        sessionTimer.stop();
        transfers.giveUp();
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

    /** The answer to an offer of ours came. @param sdp empty when there is none, and what holds goes on */
    final void agreed(String sdp) {
        if (sdp.isEmpty()) {
            return;
        }
        Runnable telling = () -> {
            if (state() != State.OVER) {
                board.events().agreed(this, sdp);
            }
        };
        if (state() == State.EARLY) {
            // The route of sip:invite may be in the middle of a greeting that wants to be heard.
            onPool(telling);
        } else {
            onSerial(telling);
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

    /** The call goes on in another dialog; under the lock. @return false when it is over */
    final boolean movesTo(CallDialog next, String localSdp) {
        if (state != State.CONFIRMED) {
            return false;
        }
        dialog.left();
        dialog = next;
        offers.describedBy(localSdp);
        return true;
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

    /** What another system is called that has the call, or had it at its end; null when it is ours. */
    synchronized String version() {
        return null;
    }

    /** One after the other. */
    final void onSerial(Runnable task) {
        tasks.inOrder(task);
    }

    final void onPool(Runnable task) {
        tasks.atOnce(task);
    }
}
