package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallId;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.EventHeader;
import javax.sip.header.SubscriptionStateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What comes within a call's dialog: other offers, signs of life, keys, the end. On the stack's threads. */
final class InDialogRequests {
    private static final Logger LOG = LoggerFactory.getLogger(InDialogRequests.class);
    private static final Pattern STATUS_LINE = Pattern.compile("^\\s*SIP/2\\.0 ([1-6]\\d\\d)\\b");

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
            case Request.REFER -> referred(leg, request, transaction);
            case Request.NOTIFY -> notified(leg, request, transaction);
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
        if (request.getMethod().equals(Request.NOTIFY)
                && !(request.getHeader(EventHeader.NAME) instanceof EventHeader subscribed
                        && subscribed.getEventType().equalsIgnoreCase("refer"))) {
            // What exchanges tell without being asked: messages waiting, lamps.
            reply(transaction, Response.BAD_EVENT);
            return;
        }
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
            leg.offers().refreshed(transaction);
        } else {
            offered(leg, request, transaction);
        }
    }

    private void pracked(CallLeg leg, Request request, ServerTransaction transaction) {
        String sdp = InviteReader.sdp(request);
        boolean answer;
        synchronized (leg) {
            answer = leg.offers().answerCame();
        }
        if (answer) {
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
        int refusal = leg.offers().offered(transaction, InviteReader.sdp(request));
        if (refusal != 0) {
            Response response = messages.response(refusal, request);
            if (refusal == Response.SERVER_INTERNAL_ERROR) {
                response.setHeader(messages.header("Retry-After", "1"));
            }
            UasCore.send(transaction, response);
        }
    }

    private void referred(CallLeg leg, Request request, ServerTransaction transaction) {
        if (!board.events().followsReferrals() || !mayRefer(leg, request)) {
            reply(transaction, Response.DECLINE);
            return;
        }
        Referral referral;
        try {
            referral = Referral.read(leg, request);
        } catch (ParseException e) {
            reply(transaction, Response.UNSUPPORTED_URI_SCHEME);
            return;
        }
        int refusal = leg.transfers().referred(referral);
        if (refusal != 0) {
            reply(transaction, refusal);
        } else {
            // RFC 3515 section 2.2: with our Contact.
            UasCore.send(transaction, leg.dialog().described(Response.ACCEPTED, request, null, ""));
            leg.onPool(() -> {
                referral.accepted();
                leg.onSerial(() -> board.events().referred(leg, referral.target()));
            });
        }
    }

    private boolean mayRefer(CallLeg leg, Request request) {
        InetAddress source = SipGuard.source((SIPRequest) request);
        Referrers who = board.configuration().getAcceptRefer();
        boolean may =
                switch (who) {
                    case anyone -> true;
                    case nobody -> false;
                    case exchanges ->
                        board.account(leg.info().extension()).isEmpty()
                                // One packet can come in another's name; who began the call has seen our tag.
                                || board.exchanges().test(source)
                                        && leg.dialog().beganWith(board.exchanges());
                };
        if (!may) {
            try (MDC.MDCCloseable named =
                    MDC.putCloseable(CallId.MDC_KEY, leg.info().callId().value())) {
                LOG.info(
                        "{} refers us to somebody else and may not: voice.sip.accept-refer is {}",
                        source.getHostAddress(),
                        who);
            }
        }
        return may;
    }

    private void notified(CallLeg leg, Request request, ServerTransaction transaction) {
        if (!(request.getHeader(EventHeader.NAME) instanceof EventHeader event)
                || !event.getEventType().equalsIgnoreCase("refer")) {
            reply(transaction, Response.BAD_EVENT);
            return;
        }
        Transfer transfer = leg.transfers().handOver();
        if (transfer == null) {
            reply(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            return;
        }
        reply(transaction, Response.OK);
        boolean ended = request.getHeader(SubscriptionStateHeader.NAME) instanceof SubscriptionStateHeader state
                && state.getState().equalsIgnoreCase(SubscriptionStateHeader.TERMINATED);
        transfer.progressed(status(InviteReader.sdp(request)), ended);
    }

    /** The status in a status line. */
    private static Optional<Integer> status(String fragment) {
        Matcher line = STATUS_LINE.matcher(fragment);
        return line.find() ? Optional.of(Integer.parseInt(line.group(1))) : Optional.empty();
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
