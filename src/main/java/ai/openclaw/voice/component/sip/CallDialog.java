package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import gov.nist.javax.sip.header.extensions.ReplacesHeader;
import gov.nist.javax.sip.stack.HopImpl;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.ListIterator;
import java.util.Set;
import java.util.function.Predicate;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.AllowHeader;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.Header;
import javax.sip.header.RouteHeader;
import javax.sip.message.Message;
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
            EndReason.SESSION_EXPIRED,
            EndReason.BRAIN_DOWN,
            EndReason.SHUTDOWN,
            EndReason.INTERNAL_ERROR);

    private static final int MOST_CHALLENGES = 2;
    private static final int DEFAULT_PORT = 5060;
    /** What a request that is sent again has anew. */
    private static final Set<String> OF_THE_TRANSACTION =
            Set.of("Via", "CSeq", "From", "To", "Call-ID", "Max-Forwards", "Route", "Content-Length", "Content-Type");

    /** BYE ends it anyway; and when a NOTIFY is refused, RFC 5057 section 5.1, it is only that nobody wants to know. */
    private static final Set<String> SAY_NOTHING_OF_THE_CALL = Set.of(Request.BYE, Request.NOTIFY);

    /** Lies in the application data of a dialog whose call goes on in another one. */
    static final Object LEFT = new Object();

    /** Lies in the application data of a dialog whose 2xx is being dealt with. */
    private static final Object TAKEN = new Object();

    private final SipStack stack;
    private final String user;
    private final String transport;
    private final Whereabouts where;
    private final Set<String> peerAllows = new HashSet<>();
    private Dialog dialog;
    private CallLeg leg;
    private DigestAnswer digest;

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
        this.where = stack.whereabouts(transport);
    }

    /** Its 2xx is being dealt with on another thread, so that a repeated one is not taken for that of another phone. */
    static void take(Dialog dialog) {
        if (dialog != null && dialog.getApplicationData() == null) {
            dialog.setApplicationData(TAKEN);
        }
    }

    /** From now on what comes within this dialog is the leg's. */
    void bindTo(CallLeg leg) {
        this.leg = leg;
        if (dialog != null) {
            dialog.setApplicationData(leg);
            lookForPeer();
        }
    }

    /** So that the name service can fail later. */
    private void lookForPeer() {
        URI next = nextUri();
        if (leg != null && where.isUnknown(next)) {
            leg.onPool(() -> where.lookUp(next));
        }
    }

    boolean hasBegun() {
        return dialog != null;
    }

    void begin(Dialog made) {
        dialog = made;
        bindTo(leg);
    }

    /** Challenges are answered with this from now on. */
    void provenBy(DigestAnswer answer) {
        digest = answer;
    }

    /** Whether we made it, and so its Call-ID. */
    boolean isOurs() {
        return !dialog.isServer();
    }

    /** Learns what the peer understands, and where it is. */
    synchronized void heard(Message message) {
        where.heard(message);
        if (dialog != null) {
            lookForPeer();
        }
        ListIterator<?> allowed = message.getHeaders(AllowHeader.NAME);
        if (allowed != null && allowed.hasNext()) {
            peerAllows.clear();
            allowed.forEachRemaining(header -> peerAllows.add(((AllowHeader) header).getMethod()));
        }
    }

    /** Whether what began it came from such an address. */
    boolean beganWith(Predicate<InetAddress> whom) {
        return where.beganAt(whom);
    }

    /** Whether the peer said that it understands this method; false when it said nothing. */
    synchronized boolean peerAllows(String method) {
        return peerAllows.contains(method);
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

    /** A request that says where we are to be reached from now on. */
    Request targetRefresh(String method) throws SipException {
        Request request = request(method, stack.contact(user, transport));
        stack.messages().addAbilities(request);
        return request;
    }

    /** Sends a request; challenges are answered, and a peer that does not know the call any more ends it. */
    void send(Request request, Answers answers) throws SipException {
        where.putInto(request);
        stack.sendInDialog(dialog, request, new Attended(request, answers, MOST_CHALLENGES));
    }

    private final class Attended implements Answers {
        private final Request request;
        private final Answers told;
        private final int challengesLeft;

        Attended(Request request, Answers told, int challengesLeft) {
            this.request = request;
            this.told = told;
            this.challengesLeft = challengesLeft;
        }

        @Override
        public void answered(ResponseEvent event) {
            Response response = event.getResponse();
            heard(response);
            int status = response.getStatusCode();
            boolean challenged = status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED;
            if (challenged && challengesLeft > 0 && again(response)) {
                return;
            }
            told.answered(event);
            if (status == Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST || status == Response.REQUEST_TIMEOUT) {
                gone();
            }
        }

        private void gone() {
            if (leg.dialog() == CallDialog.this && !SAY_NOTHING_OF_THE_CALL.contains(request.getMethod())) {
                leg.peerGone();
            }
        }

        private boolean again(Response challenge) {
            if (digest == null || !digest.learn(challenge, request)) {
                return false;
            }
            try {
                Request next = dialog.createRequest(request.getMethod());
                for (ListIterator<?> names = request.getHeaderNames(); names.hasNext(); ) {
                    String name = (String) names.next();
                    if (!OF_THE_TRANSACTION.contains(name) && next.getHeader(name) == null) {
                        request.getHeaders(name).forEachRemaining(header -> next.addHeader((Header) header));
                    }
                }
                next.setHeader(stack.contact(user, transport));
                if (request.getRawContent() != null) {
                    next.setContent(
                            request.getRawContent(), (ContentTypeHeader) request.getHeader(ContentTypeHeader.NAME));
                }
                digest.sign(next);
                where.putInto(next);
                stack.sendInDialog(dialog, next, new Attended(next, told, challengesLeft - 1));
                return true;
            } catch (SipException | ParseException e) {
                LOG.debug("A challenge could not be answered", e);
                return false;
            }
        }

        @Override
        public void unanswered() {
            told.unanswered();
            gone();
        }
    }

    /** The ACK of a 2xx to an INVITE of ours. */
    void acknowledge(Response ok) {
        try {
            long number = ((CSeqHeader) ok.getHeader(CSeqHeader.NAME)).getSeqNumber();
            Request ack = dialog.createAck(number);
            where.putInto(ack);
            dialog.sendAck(ack);
        } catch (SipException | InvalidArgumentException e) {
            LOG.debug("ACK could not be sent", e);
        }
    }

    void bye(EndReason why) {
        try {
            Header reason = stack.messages().hangupReason(why.word(), FAILURES.contains(why));
            send(request(Request.BYE, reason), Answers.IGNORED);
        } catch (SipException | RuntimeException e) {
            LOG.debug("BYE could not be sent", e);
            // JAIN SIP would wait for an answer for ever.
            dialog.delete();
        }
    }

    /** The call goes on in another dialog, or does not go on: this one is ended, if its peer has not done so. */
    void leave(EndReason why) {
        dialog.setApplicationData(LEFT);
        if (dialog.getState() != DialogState.TERMINATED) {
            bye(why);
        }
    }

    /** From now on what comes within it is no call's any more. */
    void left() {
        dialog.setApplicationData(LEFT);
    }

    private URI nextUri() {
        Iterator<?> routes = dialog.getRouteSet();
        Address next = routes.hasNext() ? ((RouteHeader) routes.next()).getAddress() : dialog.getRemoteTarget();
        return next == null ? null : next.getURI();
    }

    /** Where its requests go first: RFC 3261 section 12.2.1.1. */
    Hop nextHop() {
        SipURI uri = (SipURI) nextUri();
        String over = uri.getTransportParam() == null ? transport : uri.getTransportParam();
        return new HopImpl(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(), over);
    }

    /** Whether a Replaces header (RFC 3891) means this one. */
    boolean isMeantBy(ReplacesHeader replaces) {
        return dialog.getCallId().getCallId().equals(replaces.getCallId())
                && replaces.getToTag().equals(dialog.getLocalTag())
                && replaces.getFromTag().equals(dialog.getRemoteTag());
    }

    /** How its peer names this dialog to somebody who shall take its place: a SIP address with Replaces, RFC 5589. */
    String addressToReplace() {
        SipURI uri = (SipURI) ((SipURI) dialog.getRemoteTarget().getURI()).clone();
        String replaces = dialog.getCallId().getCallId() + ";to-tag=" + dialog.getRemoteTag() + ";from-tag="
                + dialog.getLocalTag();
        return uri + "?Replaces=" + URLEncoder.encode(replaces, StandardCharsets.UTF_8);
    }

    /** Somebody's SIP address as the peer would call them. @param target a number, or a SIP address already */
    String addressOf(String target) {
        if (target.startsWith("sip:") || target.startsWith("sips:")) {
            return target.replaceAll("[<>\\s]", "");
        }
        return "sip:" + Messages.escaped(target) + "@" + peerHost();
    }

    /** The host part by which the peer is addressed, as far as it is one. */
    String peerHost() {
        String named = dialog.getRemoteParty().getURI() instanceof SipURI party ? party.getHost() : "";
        return named.isEmpty() || named.endsWith(".invalid")
                ? ((SipURI) dialog.getRemoteTarget().getURI()).getHost()
                : named;
    }

    /** A provisional response that is to be acknowledged, RFC 3262. */
    void sendReliably(Response described) throws SipException {
        try {
            // Its Require and RSeq are JAIN SIP's to set, which checks that the caller knows them.
            described.setHeader(stack.messages().header("RSeq", "1"));
            described.setHeader(stack.messages().header("Require", Ringing.OPTION_TAG));
            dialog.sendReliableProvisionalResponse(described);
        } catch (RuntimeException e) {
            throw new SipException("no reliable response can be sent", e);
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
