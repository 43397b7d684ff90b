package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallId;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.ReferToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * A SIP message from a stranger, as it comes by datagram and by stream: through the parser and its net, the checks, and what
 * reads an INVITE. What is answered to it can be written.
 */
public final class SipMessageFuzz {
    private static final SipConfiguration CONFIGURATION = new SipConfiguration();
    private static final Messages MESSAGES = new Messages(CONFIGURATION);
    private static final int LONGEST = 65_536;
    private static final SipAccount ACCOUNT = new SipAccount(
            "9001", null, null, "secret", "127.0.0.1", "127.0.0.1", null, "udp", SipAccount.DEFAULT_EXPIRES_SECONDS);

    private SipMessageFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        taken(input, true);
        // By stream the parser gets the head alone, in UTF-8.
        String text = new String(input, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        taken((end < 0 ? text : text.substring(0, end + 4)).getBytes(StandardCharsets.UTF_8), false);
    }

    private static void taken(byte[] bytes, boolean withBody) throws Exception {
        SIPMessage message;
        try {
            message = SafeParserFactory.parser(LONGEST).parseSIPMessage(bytes, withBody, false, null);
        } catch (ParseException e) {
            // Dropped, which is right.
            return;
        }
        if (message == null || message.getTopmostVia() == null) {
            return;
        }
        message.setRemoteAddress(InetAddress.getLoopbackAddress());
        message.setRemotePort(5060);
        if (message instanceof SIPRequest request) {
            asked(request);
        } else if (message instanceof SIPResponse response && isWhole(response)) {
            new DigestAnswer(ACCOUNT).learn(response, request());
        }
    }

    private static void asked(SIPRequest request) throws Exception {
        try {
            request.checkHeaders();
        } catch (ParseException e) {
            // JAIN SIP drops it before we see it.
            return;
        }
        RequestCheck.Fault fault =
                RequestCheck.fault(request, MESSAGES, CONFIGURATION).orElse(null);
        Response response = MESSAGES.response(fault == null ? Response.OK : fault.status(), request);
        if (fault != null) {
            MESSAGES.addWarning(response, fault.text());
            if (fault.header() != null) {
                response.setHeader(fault.header());
            }
        } else if (request.getMethod().equals(Request.REFER)) {
            referred(request);
        } else if (request.getMethod().equals(Request.INFO)) {
            KeyInfo.key(KeyInfo.RELAY, InviteReader.sdp(request));
        } else if (request.getMethod().equals(Request.INVITE)) {
            SessionTimer.fault(request, CONFIGURATION, MESSAGES);
            InviteReader.reason(request);
            CallInfo info = InviteReader.read(request, CallId.fresh());
            response.setHeader(MESSAGES.contact(info.extension(), info.transport(), "127.0.0.1", 5060));
            if (info.extension().chars().anyMatch(Character::isISOControl)) {
                throw new IllegalStateException("an extension that would break the log");
            }
        }
        ((SIPResponse) response).encodeAsBytes("udp");
    }

    private static void referred(SIPRequest request) {
        try {
            if (request.getHeader(ReferToHeader.NAME) instanceof ReferToHeader to
                    && to.getAddress().getURI() instanceof SipURI named) {
                Referral.replaces(named);
            }
        } catch (ParseException e) {
            // Refused with 400, which is right.
        }
    }

    private static boolean isWhole(SIPResponse response) {
        return response.getStatusCode() == Response.UNAUTHORIZED
                || response.getStatusCode() == Response.PROXY_AUTHENTICATION_REQUIRED;
    }

    private static SIPRequest request() throws SipException {
        SIPRequest request = new SIPRequest();
        request.setMethod(Request.REGISTER);
        request.addFirst(new Via());
        return request;
    }
}
