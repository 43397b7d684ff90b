package ai.openclaw.voice.component.sip;

import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The INVITE of a call that comes in, until its final response. */
final class IncomingInvite {
    private final SipStack stack;
    private final ServerTransaction transaction;
    private final CallDialog dialog;
    /** One tag for all responses, or the caller would see several dialogs. */
    private final String localTag = Messages.freshTag();

    IncomingInvite(SipStack stack, ServerTransaction transaction, CallDialog dialog) {
        this.stack = stack;
        this.transaction = transaction;
        this.dialog = dialog;
    }

    void bindTo(CallLeg leg) {
        transaction.setApplicationData(leg);
        dialog.bindTo(leg);
    }

    Request request() {
        return transaction.getRequest();
    }

    ServerTransaction transaction() {
        return transaction;
    }

    void trying() {
        dialog.send(transaction, stack.messages().response(Response.TRYING, request(), null));
    }

    /** A provisional response that makes an early dialog. @param sdp empty for none */
    void progress(int status, String sdp) {
        beginDialog();
        send(dialog.described(status, request(), localTag, sdp));
    }

    /**
     * As {@link #progress}, to be acknowledged by PRACK; JAIN SIP repeats it until then.
     *
     * @throws SipException when the one before it is not acknowledged
     */
    void progressReliably(int status, String sdp) throws SipException {
        beginDialog();
        dialog.sendReliably(dialog.described(status, request(), localTag, sdp));
    }

    /** A 200; JAIN SIP repeats it until the ACK is here. @param sdp empty for none */
    Response ok(String sdp) {
        beginDialog();
        return dialog.described(Response.OK, request(), localTag, sdp);
    }

    void send(Response response) {
        dialog.send(transaction, response);
    }

    private void beginDialog() {
        if (dialog.hasBegun()) {
            return;
        }
        try {
            dialog.begin(stack.newDialog(transaction));
        } catch (SipException e) {
            throw new IllegalStateException("No dialog can be made for the INVITE", e);
        }
    }

    void refuse(int status, String reason) {
        Response response = stack.messages().response(status, request(), localTag);
        stack.messages().addWarning(response, reason);
        dialog.send(transaction, response);
    }
}
