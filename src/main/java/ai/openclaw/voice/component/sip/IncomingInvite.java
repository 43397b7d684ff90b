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
        dialog.send(transaction, dialog.described(status, request(), localTag, sdp));
    }

    /** Our 200; JAIN SIP repeats it until the ACK is here. */
    void answer(String sdp) {
        beginDialog();
        dialog.send(transaction, dialog.described(Response.OK, request(), localTag, sdp));
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
