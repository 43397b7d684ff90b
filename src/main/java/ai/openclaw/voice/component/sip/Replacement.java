package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Response;

/** An INVITE with Replaces (RFC 3891): once it is answered, the call goes on in its dialog, and the old one is ended. */
final class Replacement implements OfferExchange.Offer {
    private final CallLeg leg;
    private final IncomingInvite invite;
    private final CallDialog dialog;
    private final boolean withOffer;

    /** @throws SipException when no dialog can be made of it */
    Replacement(Switchboard board, CallLeg leg, CallInfo info, ServerTransaction transaction) throws SipException {
        this.leg = leg;
        this.dialog = new CallDialog(
                board.stack(), board.stack().newDialog(transaction), leg.info().extension(), info.transport());
        this.invite = new IncomingInvite(board.stack(), transaction, dialog);
        this.withOffer = !info.offer().isEmpty();
        dialog.heard(invite.request());
        invite.trying();
    }

    @Override
    public void answer(String sdp) {
        CallDialog old = leg.dialog();
        Response ok = invite.ok(sdp);
        if (!leg.movesTo(dialog, sdp)) {
            refuse(Response.DECLINE, null);
            return;
        }
        dialog.bindTo(leg);
        leg.sessionTimer().agree(invite.request(), ok);
        invite.send(ok);
        if (!withOffer) {
            leg.offers().answerComes();
        }
        leg.awaitAck();
        leg.onPool(() -> old.leave(EndReason.TRANSFERRED));
    }

    @Override
    public void refuse(int status, String reason) {
        invite.refuse(status, reason);
    }
}
