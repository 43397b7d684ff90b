package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import java.util.EnumSet;
import java.util.Set;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire's side of one incoming call: sends what its {@link CallLeg} decides. A message that cannot be sent is no
 * error of the call: the peer is gone or will repeat itself, and the call's deadlines end it.
 */
final class UasDialog {
    private static final Logger LOG = LoggerFactory.getLogger(UasDialog.class);
    private static final Set<EndReason> FAILURES = EnumSet.of(
            EndReason.NO_MEDIA,
            EndReason.MEDIA_LOST,
            EndReason.NOT_ACKNOWLEDGED,
            EndReason.BRAIN_DOWN,
            EndReason.SHUTDOWN,
            EndReason.INTERNAL_ERROR);

    private final SipStack stack;
    private final ServerTransaction invite;
    private final Request request;
    private final String user;
    private final String transport;
    /** One tag for all responses, or the caller would see several dialogs. */
    private final String localTag = Messages.freshTag();

    private CallLeg leg;
    /** Made with the first response that tells the caller of it: a call that another system takes has none here. */
    private Dialog dialog;

    UasDialog(SipStack stack, ServerTransaction invite, String user, String transport) {
        this.stack = stack;
        this.invite = invite;
        this.request = invite.getRequest();
        this.user = user;
        this.transport = transport;
    }

    void bindTo(CallLeg leg) {
        this.leg = leg;
        invite.setApplicationData(leg);
    }

    void trying() {
        send(invite, stack.messages().response(Response.TRYING, request, null));
    }

    void ring() {
        Response response = stack.messages().response(Response.RINGING, request, localTag);
        response.setHeader(stack.contact(user, transport));
        makeDialog();
        send(invite, response);
    }

    private void makeDialog() {
        if (dialog != null) {
            return;
        }
        try {
            dialog = stack.newDialog(invite);
            dialog.setApplicationData(leg);
        } catch (SipException e) {
            throw new IllegalStateException("No dialog can be made for the INVITE", e);
        }
    }

    /** The INVITE's transaction, for whoever passes the call on. */
    ServerTransaction invite() {
        return invite;
    }

    /** Our 200; JAIN SIP repeats it until the ACK is here. */
    void answer(String sdp) {
        makeDialog();
        send(invite, ok(request, sdp));
    }

    /** The 200 to a re-INVITE or an UPDATE of this call. */
    void answerAgain(ServerTransaction transaction, String sdp) {
        send(transaction, ok(transaction.getRequest(), sdp));
    }

    private Response ok(Request to, String sdp) {
        Response response = stack.messages().response(Response.OK, to, localTag);
        response.setHeader(stack.contact(user, transport));
        stack.messages().addAbilities(response);
        if (!sdp.isEmpty()) {
            stack.messages().addSdp(response, sdp);
        }
        return response;
    }

    void refuse(int status, String reason) {
        refuse(invite, status, reason);
    }

    void refuse(ServerTransaction transaction, int status, String reason) {
        Response response = stack.messages().response(status, transaction.getRequest(), localTag);
        stack.messages().addWarning(response, reason);
        send(transaction, response);
    }

    void bye(EndReason why) {
        try {
            Request bye = dialog.createRequest(Request.BYE);
            bye.setHeader(stack.messages().userAgent());
            bye.setHeader(stack.messages().hangupReason(why.word(), FAILURES.contains(why)));
            stack.sendInDialog(dialog, bye);
        } catch (SipException e) {
            LOG.debug("BYE could not be sent", e);
        }
    }

    private static void send(ServerTransaction transaction, Response response) {
        try {
            transaction.sendResponse(response);
        } catch (SipException | javax.sip.InvalidArgumentException e) {
            LOG.debug("{} could not be sent", response.getStatusCode(), e);
        }
    }
}
