package ai.openclaw.voice.component.sip;

import javax.sip.SipException;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a call may go on with somebody else, at our wish or the caller's (RFC 5589). */
final class Transfers {
    private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);

    private final CallLeg leg;
    /** We hand the caller over to somebody else, or did; null when never. */
    private Transfer transfer;
    /** The caller refers us to somebody else, or did; null when never. */
    private Referral referral;

    Transfers(CallLeg leg) {
        this.leg = leg;
    }

    /**
     * Hands the caller over to somebody else.
     *
     * @param target a SIP address
     * @return false when the call is not up, or is being handed over already
     */
    boolean handOver(String target) {
        synchronized (leg) {
            if (leg.state() != CallLeg.State.CONFIRMED || transfer != null && !transfer.isDone()) {
                return false;
            }
            try {
                transfer = Transfer.begin(leg, target);
                return true;
            } catch (SipException e) {
                LOG.info("The caller cannot be handed over: {}", e.getMessage());
                return false;
            }
        }
    }

    /** The latest hand-over, or null. */
    Transfer handOver() {
        synchronized (leg) {
            return transfer;
        }
    }

    /**
     * The peer refers us to somebody else.
     *
     * @return 0 when the routes are to be asked about it, or the status to refuse it with
     */
    int referred(Referral wanted) {
        synchronized (leg) {
            if (leg.state() != CallLeg.State.CONFIRMED || outliveBye()) {
                return Response.REQUEST_PENDING;
            }
            referral = wanted;
            return 0;
        }
    }

    /** Calls whom we are referred to, with this offer. May wait. @return false when nobody refers us */
    boolean follow(String sdp) {
        Referral wanted;
        synchronized (leg) {
            wanted = referral;
        }
        return wanted != null && wanted.follow(sdp);
    }

    /**
     * Another INVITE takes the call's place, RFC 3891: what it offers is the session from now on.
     *
     * @return 0, or the status to refuse it with
     */
    int replaced(OfferExchange.Offer by, String offer) {
        synchronized (leg) {
            return leg.state() == CallLeg.State.CONFIRMED ? leg.offers().offered(by, offer) : Response.DECLINE;
        }
    }

    // Under the call's lock.

    /**
     * Whether the call goes on though the peer leaves: whoever refers us elsewhere may do so before we are there, RFC 5589
     * section 6.1.
     */
    boolean outliveBye() {
        return referral != null && referral.isUnderWay();
    }

    /** The peer left. */
    void byeReceived() {
        if (referral != null) {
            referral.left();
        }
    }

    /** Whether the peer is on its way to whom we handed it over to. */
    boolean areUnderWay() {
        return transfer != null && transfer.isUnderWay();
    }

    /** The call is over. */
    void giveUp() {
        if (referral != null) {
            referral.giveUp();
        }
    }
}
