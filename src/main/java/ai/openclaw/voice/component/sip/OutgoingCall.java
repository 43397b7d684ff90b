package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.SerialExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call that we place: it is dialled, rings, and is answered, refused or given up. */
final class OutgoingCall extends CallLeg implements Answers {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingCall.class);

    private static final int INTERVAL_TOO_BRIEF = 422;

    private final Dialling dialling;
    private final String offer;
    private final Deque<String> elsewhere = new ArrayDeque<>();
    /** The INVITE that has no final response yet; null before the first is sent. */
    private ClientTransaction invite;

    /** Whether anybody has answered the INVITE at all, with 100 at least. RFC 3261 section 9.1: only then it is cancelled. */
    private boolean proceeding;

    private boolean cancelled;
    private String earlySdp = "";
    private boolean ringing;

    /** @param serial runs this call's tasks one after the other */
    OutgoingCall(CallInfo info, Dialling dialling, SerialExecutor serial, Switchboard board) {
        super(info, new CallDialog(board.stack(), null, info.extension(), info.transport()), serial, board);
        this.dialling = dialling;
        this.offer = info.offer();
    }

    /** Tells the routes of the call, and dials. Returns at once. @param ringMs how long it may take until it is answered */
    synchronized void begin(Request first, long ringMs) {
        board().legs().add(this);
        deadline(ringMs, this::rangTooLong);
        deliver(() -> board().events().dialled(this));
        onPool(() -> send(first));
    }

    private void send(Request request) {
        synchronized (this) {
            sessionTimer().propose(request);
        }
        try {
            dialling.send(request, this::sending, this);
        } catch (SipException | RuntimeException e) {
            LOG.info("the INVITE could not be sent: {}", e.getMessage());
            failed(Response.SERVICE_UNAVAILABLE, EndReason.UNAVAILABLE);
        }
    }

    /** An INVITE is about to leave: the first, one with credentials, or one to where we were sent on to. */
    private synchronized void sending(ClientTransaction transaction) {
        if (state() != State.EARLY) {
            throw new IllegalStateException("the call was given up");
        }
        try {
            // It becomes the call's only with a 2xx: JAIN SIP ends it with each INVITE that is refused.
            board().stack().newDialog(transaction);
        } catch (SipException e) {
            throw new IllegalStateException("no dialog can be made", e);
        }
        invite = transaction;
        proceeding = false;
    }

    @Override
    public void answered(ResponseEvent event) {
        Response response = event.getResponse();
        int status = response.getStatusCode();
        if (status < Response.OK) {
            progressed(status, Messages.sdp(response));
        } else if (status < 300) {
            CallDialog.take(event.getDialog());
            // The ACK may have to wait for a connection.
            onPool(() -> accepted(event));
        } else if (status < 400) {
            onPool(() -> sentOn(response));
        } else if (status == INTERVAL_TOO_BRIEF && isWorthAnotherTry(response)) {
            onPool(() -> dialAgain(response));
        } else {
            refused(status, Refusals.meaning(status));
        }
    }

    @Override
    public void unanswered() {
        // RFC 3261 section 8.1.3.1: as if a 408 had come.
        refused(Response.REQUEST_TIMEOUT, EndReason.UNAVAILABLE);
    }

    private void progressed(int status, String sdp) {
        boolean late;
        synchronized (this) {
            proceeding = true;
            late = state() != State.EARLY;
            boolean news = status > Response.TRYING && (!ringing || !sdp.isEmpty() && !sdp.equals(earlySdp));
            if (!late && news) {
                ringing = true;
                earlySdp = sdp.isEmpty() ? earlySdp : sdp;
                onSerial(() -> board().events().ringing(this, sdp));
            }
        }
        if (late) {
            cancel();
        }
    }

    private void accepted(ResponseEvent event) {
        Dialog jain = event.getDialog();
        if (jain == null) {
            LOG.warn("a 2xx without a dialog cannot be acknowledged");
            return;
        }
        Response ok = event.getResponse();
        boolean taken;
        synchronized (this) {
            taken = state() == State.EARLY;
            if (taken) {
                dialog().bindTo(this);
                dialog().begin(jain);
                dialog().provenBy(board().outgoing().digest(dialling.account()));
                dialog().heard(ok);
                offers().describedBy(offer);
                answered();
                noDeadline();
            }
        }
        if (!taken) {
            // It crossed our CANCEL.
            hangUp(jain, ok, board());
            return;
        }
        dialog().acknowledge(ok);
        synchronized (this) {
            if (state() == State.ANSWERED) {
                String sdp = Messages.sdp(ok);
                String answer = sdp.isEmpty() ? earlySdp : sdp;
                confirmed(() -> board().events().answered(this, answer));
                sessionTimer().agreed(ok);
            }
        }
    }

    /**
     * Of several phones that picked up, the first has the call; the INVITE's transaction is over by then. RFC 3261 section
     * 13.2.2.4: the others are acknowledged and hung up.
     */
    static void hangUpSecond(ResponseEvent event, Switchboard board) {
        Dialog jain = event.getDialog();
        boolean second = jain != null
                && jain.getApplicationData() == null
                && event.getResponse().getStatusCode() / 100 == 2
                && ((CSeqHeader) event.getResponse().getHeader(CSeqHeader.NAME))
                        .getMethod()
                        .equals(Request.INVITE);
        if (second) {
            board.timers().threads().execute(() -> hangUp(jain, event.getResponse(), board));
        }
    }

    /** Ends what is answered and nobody's call. */
    private static void hangUp(Dialog dialog, Response ok, Switchboard board) {
        try {
            long number = ((CSeqHeader) ok.getHeader(CSeqHeader.NAME)).getSeqNumber();
            dialog.sendAck(dialog.createAck(number));
            dialog.setApplicationData(CallDialog.LEFT);
            Request bye = dialog.createRequest(Request.BYE);
            bye.setHeader(board.stack().messages().userAgent());
            board.stack().sendInDialog(dialog, bye);
        } catch (SipException | InvalidArgumentException e) {
            LOG.debug("A call that nobody wants could not be hung up", e);
        }
    }

    private synchronized boolean isWorthAnotherTry(Response response) {
        return state() == State.EARLY && sessionTimer().tooShort(response);
    }

    /** The exchange wants sessions to last longer, RFC 4028 section 6. */
    private void dialAgain(Response response) {
        redial(info().caller(), response.getStatusCode());
    }

    /** RFC 3261 section 8.1.3.4. */
    private void sentOn(Response response) {
        String next;
        synchronized (this) {
            if (state() != State.EARLY) {
                return;
            }
            elsewhere.addAll(dialling.targets(response));
            next = elsewhere.poll();
        }
        if (next == null) {
            failed(response.getStatusCode(), EndReason.CALL_FAILED);
            return;
        }
        redial(next, response.getStatusCode());
    }

    /** RFC 3261 section 8.1.3.4: of those that we were sent on to the next is tried, unless it was a word for all (6xx). */
    private void refused(int status, EndReason why) {
        String next;
        synchronized (this) {
            next = state() == State.EARLY && status < 600 ? elsewhere.poll() : null;
        }
        if (next == null) {
            failed(status, why);
        } else {
            onPool(() -> redial(next, status));
        }
    }

    private void redial(String target, int status) {
        try {
            send(dialling.invite(target, offer));
        } catch (SipException e) {
            LOG.info("the call cannot be sent on: {}", e.getMessage());
            failed(status, EndReason.CALL_FAILED);
        }
    }

    private synchronized void failed(int status, EndReason why) {
        if (state() == State.EARLY) {
            history().noteRefused(status);
            over(why);
        }
    }

    private void rangTooLong() {
        boolean dead;
        synchronized (this) {
            if (state() != State.EARLY) {
                return;
            }
            dead = !proceeding;
            history().noteRefused(Response.REQUEST_TIMEOUT);
            over(dead ? EndReason.UNAVAILABLE : EndReason.NO_ANSWER);
        }
        cancel();
    }

    @Override
    boolean giveUp(EndReason why) {
        // Of media there is none to be missed before the answer.
        if (why == EndReason.NO_MEDIA || why == EndReason.MEDIA_LOST) {
            return false;
        }
        over(why);
        onPool(this::cancel);
        return true;
    }

    /** Not before somebody has answered the INVITE: until then it waits, and comes again with the first answer. */
    private void cancel() {
        ClientTransaction unwanted;
        synchronized (this) {
            if (invite == null || !proceeding || cancelled) {
                return;
            }
            cancelled = true;
            unwanted = invite;
        }
        try {
            Request cancel = unwanted.createCancel();
            Destination.of(unwanted.getRequest()).ifPresent(destination -> destination.putInto(cancel));
            board().stack().newClientTransaction(cancel, Answers.IGNORED).sendRequest();
        } catch (SipException e) {
            LOG.debug("CANCEL could not be sent", e);
        }
    }

    /** Ours is the ACK, so there is no waiting for one. */
    @Override
    boolean hangupBeforeAck(EndReason why) {
        return false;
    }

    @Override
    EndReason endOfPeer() {
        return EndReason.CALLEE_HANGUP;
    }
}
