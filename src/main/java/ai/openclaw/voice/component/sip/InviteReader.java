package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Direction;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ListIterator;
import java.util.Locale;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.ReasonHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;

/** Reads from an INVITE what routes want to know of it. What callers wrote is made harmless for logs and headers. */
final class InviteReader {
    private InviteReader() {}

    static CallInfo read(Request invite, CallId callId) {
        Address from = ((FromHeader) invite.getHeader(FromHeader.NAME)).getAddress();
        return new CallInfo(
                callId,
                Direction.INBOUND,
                clean(((CallIdHeader) invite.getHeader(CallIdHeader.NAME)).getCallId()),
                user(invite.getRequestURI()),
                user(from.getURI()),
                from.getDisplayName() == null || from.getDisplayName().isBlank() ? null : clean(from.getDisplayName()),
                source((SIPRequest) invite),
                transport(invite),
                System.currentTimeMillis(),
                sdp(invite));
    }

    /** {@code udp}, {@code tcp} or {@code tls}, whatever else the caller may have written. */
    private static String transport(Request request) {
        String named =
                ((ViaHeader) request.getHeader(ViaHeader.NAME)).getTransport().toLowerCase(Locale.ROOT);
        return named.equals("tcp") || named.equals("tls") ? named : "udp";
    }

    static String sdp(Message request) {
        return Messages.sdp(request);
    }

    /** What the Reason header says of a BYE or CANCEL, RFC 3326; null when there is none. */
    static String reason(Request request) {
        StringBuilder all = new StringBuilder();
        for (ListIterator<?> each = request.getHeaders(ReasonHeader.NAME); each != null && each.hasNext(); ) {
            String line = each.next().toString();
            all.append(all.isEmpty() ? "" : ", ").append(clean(line.substring(line.indexOf(':') + 1)));
        }
        return all.isEmpty() ? null : all.toString();
    }

    private static String user(URI uri) {
        if (uri instanceof SipURI sip) {
            return sip.getUser() == null ? "" : clean(decoded(sip.getUser()));
        }
        return clean(uri instanceof TelURL tel ? tel.getPhoneNumber() : uri.toString());
    }

    private static String decoded(String user) {
        try {
            // RFC 3261 knows %HH but no plus for a space, and + begins a telephone number.
            return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return user;
        }
    }

    private static String source(SIPRequest request) {
        InetAddress address = request.getPeerPacketSourceAddress();
        return address == null
                ? request.getRemoteAddress().getHostAddress() + ":" + request.getRemotePort()
                : address.getHostAddress() + ":" + request.getPeerPacketSourcePort();
    }

    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
