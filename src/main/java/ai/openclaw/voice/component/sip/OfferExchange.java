package ai.openclaw.voice.component.sip;

import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Offers and answers within a call (RFC 3264, RFC 6337): one at a time, and what holds now. Its state is guarded by the
 * call's lock.
 */
final class OfferExchange {
    /** An offer of the peer's, to be answered or refused once. Called under the call's lock. */
    interface Offer {
        void answer(String sdp);

        void refuse(int status, String reason);
    }

    private final CallLeg leg;
    /** The session description that the peer has from us, empty before the first. */
    private String local = "";

    private Offer theirs;
    /** The routes have been asked what to answer, so that an answer of theirs is for this offer. */
    private boolean asked;
    /** An offer of ours is out and its answer is not here. */
    private boolean ours;
    /** An offer of the peer's that came before its ACK is put to the routes by this, or null. */
    private Runnable afterAck;

    OfferExchange(CallLeg leg) {
        this.leg = leg;
    }

    String local() {
        return local;
    }

    void describedBy(String sdp) {
        local = sdp;
    }

    boolean isBusy() {
        return theirs != null || ours;
    }

    /** An UPDATE without an offer: the peer is still there, RFC 4028. */
    void refreshed(ServerTransaction transaction) {
        synchronized (leg) {
            respond(transaction, "");
        }
    }

    /**
     * The peer offers another session in mid-call, or asks for an offer of ours. The routes are asked; where none begins at
     * sip:changed, the peer gets again what they have.
     *
     * @param sdp empty when the peer asks for ours
     * @return 0, or the status to refuse it with
     */
    int offered(ServerTransaction transaction, String sdp) {
        synchronized (leg) {
            return leg.isSettled() ? offered(new InDialogOffer(transaction), sdp) : Response.SERVER_INTERNAL_ERROR;
        }
    }

    /** As {@link #offered(ServerTransaction, String)}, for an offer that comes in another dialog. */
    int offered(Offer offer, String sdp) {
        if (ours) {
            return Response.REQUEST_PENDING;
        }
        if (theirs != null) {
            // RFC 3261 section 14.2, RFC 3311 section 5.2.
            return Response.SERVER_INTERNAL_ERROR;
        }
        theirs = offer;
        asked = false;
        Runnable asking = () -> putToRoutes(offer, sdp);
        switch (leg.state()) {
            // Two packets may overtake each other: nobody is told of a change before the beginning.
            case ANSWERED -> afterAck = asking;
            // The route of sip:invite may be in the middle of a greeting, and a PRACK must not wait for its end.
            case EARLY -> leg.onPool(asking);
            default -> leg.onSerial(asking);
        }
        return 0;
    }

    private void putToRoutes(Offer offer, String sdp) {
        synchronized (leg) {
            // The call may have ended meanwhile, and then nobody must open a room for it again.
            if (theirs != offer) {
                return;
            }
            asked = true;
        }
        if (!leg.board().events().changed(leg, sdp)) {
            synchronized (leg) {
                answer(local);
            }
        }
    }

    /** The ACK came. */
    void confirmed() {
        if (afterAck != null) {
            leg.onSerial(afterAck);
            afterAck = null;
        }
    }

    private void respond(ServerTransaction transaction, String sdp) {
        CallDialog dialog = leg.dialog();
        Request request = transaction.getRequest();
        Response ok = dialog.ok(request, sdp);
        if (!request.getMethod().equals(Request.PRACK)) {
            leg.sessionTimer().agree(request, ok);
        }
        dialog.send(transaction, ok);
    }

    private final class InDialogOffer implements Offer {
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
                    answerComes();
                }
                leg.awaitAck();
            }
        }

        @Override
        public void refuse(int status, String reason) {
            leg.dialog().refuse(transaction, status, reason);
        }
    }

    /** @return false when no offer waits for the routes */
    boolean answer(String sdp) {
        if (theirs == null || !asked) {
            return false;
        }
        Offer offer = theirs;
        theirs = null;
        local = sdp;
        offer.answer(sdp);
        return true;
    }

    /** Refuses the offer that the routes were asked about, if it still waits; the session stays as it is. */
    boolean refuse(int status, String reason) {
        return asked && refuseAny(status, reason);
    }

    /** Refuses what waits, whether the routes were asked or not. */
    boolean refuseAny(int status, String reason) {
        if (theirs == null) {
            return false;
        }
        Offer offer = theirs;
        theirs = null;
        offer.refuse(status, reason);
        return true;
    }

    /** What we sent was an offer, and its answer comes with the ACK. */
    void answerComes() {
        ours = true;
    }

    /** @return whether the ACK's session description is an answer to an offer of ours */
    boolean answerCame() {
        boolean expected = ours;
        ours = false;
        return expected;
    }

    /**
     * Offers what holds already once more, by re-INVITE.
     *
     * @param told is told of the answers, too
     */
    void offerAgain(Answers told) throws SipException {
        CallDialog dialog = leg.dialog();
        Request invite = dialog.targetRefresh(Request.INVITE);
        leg.board().stack().messages().addSdp(invite, local);
        leg.sessionTimer().propose(invite);
        dialog.send(invite, new Reinvited(dialog, told));
        ours = true;
    }

    private final class Reinvited implements Answers {
        private final CallDialog dialog;
        private final Answers told;

        Reinvited(CallDialog dialog, Answers told) {
            this.dialog = dialog;
            this.told = told;
        }

        @Override
        public void answered(ResponseEvent event) {
            Response response = event.getResponse();
            if (response.getStatusCode() < 200) {
                return;
            }
            synchronized (leg) {
                ours = false;
            }
            if (response.getStatusCode() < 300) {
                dialog.acknowledge(response);
                leg.agreed(InviteReader.sdp(response));
            }
            told.answered(event);
        }

        @Override
        public void unanswered() {
            synchronized (leg) {
                ours = false;
            }
            told.unanswered();
        }
    }
}
