package ai.openclaw.voice.component.sip;

import javax.sip.ServerTransaction;

/**
 * Offers and answers within a call (RFC 3264): one at a time, and what holds now. Its state is guarded by the call's lock,
 * which its methods are called under.
 */
final class OfferExchange {
    /** Sends the answer to an offer, or refuses it. */
    interface Reply {
        void answer(ServerTransaction transaction, String sdp);

        void refuse(ServerTransaction transaction, int status, String reason);
    }

    private final Reply reply;
    /** The session description that the peer has from us, empty before the first. */
    private String local = "";
    /** A re-INVITE or an UPDATE whose offer waits for its answer. */
    private ServerTransaction waiting;

    OfferExchange(Reply reply) {
        this.reply = reply;
    }

    String local() {
        return local;
    }

    void describedBy(String sdp) {
        local = sdp;
    }

    boolean isWaiting() {
        return waiting != null;
    }

    /** @return false when another offer still waits for its answer */
    boolean offered(ServerTransaction transaction) {
        if (waiting != null) {
            return false;
        }
        waiting = transaction;
        return true;
    }

    /** @return false when no offer waits */
    boolean answer(String sdp) {
        if (waiting == null) {
            return false;
        }
        ServerTransaction transaction = waiting;
        waiting = null;
        local = sdp;
        reply.answer(transaction, sdp);
        return true;
    }

    /** Refuses the offer that waits, if there is one; the session stays as it is. */
    boolean refuse(int status, String reason) {
        if (waiting == null) {
            return false;
        }
        ServerTransaction transaction = waiting;
        waiting = null;
        reply.refuse(transaction, status, reason);
        return true;
    }
}
