package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import java.util.EnumSet;
import java.util.Set;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.Header;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire's side of a call once it has a dialog, whoever called whom: sends what the {@link CallLeg} decides. A message
 * that cannot be sent is no error of the call: the peer is gone or will repeat itself, and the call's deadlines end it.
 */
final class CallDialog {
    private static final Logger LOG = LoggerFactory.getLogger(CallDialog.class);
    private static final Set<EndReason> FAILURES = EnumSet.of(
            EndReason.NO_MEDIA,
            EndReason.MEDIA_LOST,
            EndReason.NOT_ACKNOWLEDGED,
            EndReason.BRAIN_DOWN,
            EndReason.SHUTDOWN,
            EndReason.INTERNAL_ERROR);

    private final SipStack stack;
    private final String user;
    private final String transport;
    private Dialog dialog;
    private CallLeg leg;

    /**
     * @param dialog null while there is none: a call that another system takes never has one here
     * @param user the user part of our Contact
     * @param transport what our Contact is to be reached over
     */
    CallDialog(SipStack stack, Dialog dialog, String user, String transport) {
        this.stack = stack;
        this.dialog = dialog;
        this.user = user;
        this.transport = transport;
    }

    /** From now on what comes within this dialog is the leg's. */
    void bindTo(CallLeg leg) {
        this.leg = leg;
        if (dialog != null) {
            dialog.setApplicationData(leg);
        }
    }

    boolean hasBegun() {
        return dialog != null;
    }

    void begin(Dialog made) {
        dialog = made;
        bindTo(leg);
    }

    Dialog dialog() {
        return dialog;
    }

    /** A 2xx with our Contact and abilities. @param sdp empty for none */
    Response ok(Request to, String sdp) {
        return described(Response.OK, to, null, sdp);
    }

    /** @param tag our tag while the dialog has none yet */
    Response described(int status, Request to, String tag, String sdp) {
        Response response = tag == null
                ? stack.messages().response(status, to)
                : stack.messages().response(status, to, tag);
        response.setHeader(stack.contact(user, transport));
        if (status / 100 == 2) {
            stack.messages().addAbilities(response);
        }
        if (!sdp.isEmpty()) {
            stack.messages().addSdp(response, sdp);
        }
        return response;
    }

    void refuse(ServerTransaction transaction, int status, String reason) {
        Response response = stack.messages().response(status, transaction.getRequest());
        stack.messages().addWarning(response, reason);
        send(transaction, response);
    }

    /** @throws SipException when the dialog is over */
    Request request(String method, Header... more) throws SipException {
        Request request = dialog.createRequest(method);
        request.setHeader(stack.messages().userAgent());
        for (Header header : more) {
            request.setHeader(header);
        }
        return request;
    }

    void bye(EndReason why) {
        try {
            Header reason = stack.messages().hangupReason(why.word(), FAILURES.contains(why));
            stack.sendInDialog(dialog, request(Request.BYE, reason));
        } catch (SipException | RuntimeException e) {
            LOG.debug("BYE could not be sent", e);
            // JAIN SIP would wait for an answer for ever.
            dialog.delete();
        }
    }

    void send(ServerTransaction transaction, Response response) {
        try {
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException e) {
            LOG.debug("{} could not be sent", response.getStatusCode(), e);
        }
    }
}
