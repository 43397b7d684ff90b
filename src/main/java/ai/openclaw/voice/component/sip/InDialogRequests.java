package ai.openclaw.voice.component.sip;

import java.util.Optional;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** What comes within a call's dialog: other offers, signs of life, keys, the end. On the stack's threads. */
final class InDialogRequests {
    private final Switchboard board;
    private final Messages messages;

    InDialogRequests(Switchboard board) {
        this.board = board;
        this.messages = board.stack().messages();
    }

    static CallLeg legOf(RequestEvent event) {
        return event.getDialog() != null && event.getDialog().getApplicationData() instanceof CallLeg leg ? leg : null;
    }

    /** Any request but ACK and CANCEL. */
    void handle(RequestEvent event, Request request, ServerTransaction transaction) {
        CallLeg leg = legOf(event);
        if (leg == null) {
            withoutCall(event, request, transaction);
            return;
        }
        leg.dialog().heard(request);
        switch (request.getMethod()) {
            case Request.INVITE -> reinvited(leg, request, transaction);
            case Request.UPDATE -> updated(leg, request, transaction);
            case Request.PRACK -> pracked(leg, request, transaction);
            case Request.INFO -> informed(leg, request, transaction);
            case Request.BYE -> {
                reply(transaction, Response.OK);
                leg.byeReceived(InviteReader.reason(request));
            }
            default -> reply(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        }
    }

    private void withoutCall(RequestEvent event, Request request, ServerTransaction transaction) {
        // A dialog that another one has taken the place of may be ended by its peer at the same time.
        boolean left = event.getDialog() != null && event.getDialog().getApplicationData() == CallDialog.LEFT;
        reply(
                transaction,
                left && request.getMethod().equals(Request.BYE)
                        ? Response.OK
                        : Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
    }

    private void reinvited(CallLeg leg, Request request, ServerTransaction transaction) {
        if (!leg.isUp()) {
            reply(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        } else {
            // One without an offer asks for ours.
            offered(leg, request, transaction);
        }
    }

    private void updated(CallLeg leg, Request request, ServerTransaction transaction) {
        if (InviteReader.sdp(request).isEmpty()) {
            leg.refreshed(transaction);
        } else {
            offered(leg, request, transaction);
        }
    }

    private void pracked(CallLeg leg, Request request, ServerTransaction transaction) {
        String sdp = InviteReader.sdp(request);
        if (leg.offers().answerCame()) {
            leg.agreed(sdp);
            reply(transaction, Response.OK);
        } else if (sdp.isEmpty()) {
            reply(transaction, Response.OK);
        } else {
            leg.acknowledgedProgress();
            offered(leg, request, transaction);
            return;
        }
        leg.acknowledgedProgress();
    }

    private void offered(CallLeg leg, Request request, ServerTransaction transaction) {
        int refusal = leg.offered(transaction, InviteReader.sdp(request));
        if (refusal != 0) {
            Response response = messages.response(refusal, request);
            if (refusal == Response.SERVER_INTERNAL_ERROR) {
                response.setHeader(messages.header("Retry-After", "1"));
            }
            UasCore.send(transaction, response);
        }
    }

    private void informed(CallLeg leg, Request request, ServerTransaction transaction) {
        if (!(request.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type)
                || request.getRawContent() == null) {
            reply(transaction, Response.OK);
            return;
        }
        String subType = type.getContentType() + "/" + type.getContentSubType();
        if (!KeyInfo.isKnown(subType)) {
            Response response = messages.response(Response.UNSUPPORTED_MEDIA_TYPE, request);
            response.setHeader(messages.header("Accept", KeyInfo.RELAY));
            UasCore.send(transaction, response);
            return;
        }
        Optional<Character> key = KeyInfo.key(subType, InviteReader.sdp(request));
        reply(transaction, key.isPresent() ? Response.OK : Response.BAD_REQUEST);
        key.ifPresent(leg::pressed);
    }

    private void reply(ServerTransaction transaction, int status) {
        UasCore.send(transaction, messages.response(status, transaction.getRequest()));
    }
}
