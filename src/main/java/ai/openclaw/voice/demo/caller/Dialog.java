package ai.openclaw.voice.demo.caller;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The caller's half of a SIP dialog (RFC 3261, section 12): who is who, and where the next request goes. */
final class Dialog {
    private final CallerOptions options;
    private final SipWire wire;
    private final InetSocketAddress firstHop;
    final String callId = random() + random();
    private final String from;
    private String to;
    private String target;
    private List<String> routes = List.of();
    private int cseq;

    Dialog(CallerOptions options, SipWire wire, InetSocketAddress firstHop) {
        this.options = options;
        this.wire = wire;
        this.firstHop = firstHop;
        this.target = options.target.toString();
        this.to = "<" + target + ">";
        this.from = "\"" + options.displayName + "\" <sip:" + options.fromUser + "@" + local() + ">;tag=" + random();
    }

    static String random() {
        return Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50), 36);
    }

    static String freshBranch() {
        return "z9hG4bK" + random() + random();
    }

    private String local() {
        return wire.local().getAddress().getHostAddress() + ":" + wire.local().getPort();
    }

    String contact() {
        return "<sip:" + options.fromUser + "@" + local() + (wire.transport() == Transport.TCP ? ";transport=tcp" : "")
                + ">";
    }

    int nextCseq() {
        return ++cseq;
    }

    /** A request of this dialog; {@code headers} are whole lines. */
    String request(String method, int number, String branch, List<String> headers, String body) {
        StringBuilder text = new StringBuilder()
                .append(method)
                .append(' ')
                .append(target)
                .append(" SIP/2.0\r\n")
                .append("Via: SIP/2.0/")
                .append(wire.transport())
                .append(' ')
                .append(local())
                .append(";branch=")
                .append(branch)
                .append(";rport\r\n")
                .append("Max-Forwards: 70\r\n");
        routes.forEach(route -> text.append("Route: ").append(route).append("\r\n"));
        text.append("From: ")
                .append(from)
                .append("\r\nTo: ")
                .append(to)
                .append("\r\nCall-ID: ")
                .append(callId)
                .append("\r\nCSeq: ")
                .append(number)
                .append(' ')
                .append(method)
                .append("\r\nUser-Agent: openclaw-voice-caller\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        return text.append("Content-Length: ")
                .append(body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    /** A response to the far side's request; the headers that section 8.2.6.2 names are copied. */
    String response(SipMessage request, String status, List<String> headers, String body) {
        StringBuilder text = new StringBuilder("SIP/2.0 ").append(status).append("\r\n");
        for (SipMessage.Header h : request.headers()) {
            if (h.is("Via") || h.is("From") || h.is("To") || h.is("Call-ID") || h.is("CSeq") || h.is("Record-Route")) {
                text.append(h.name()).append(": ").append(h.value()).append("\r\n");
            }
        }
        headers.forEach(header -> text.append(header).append("\r\n"));
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\r\n");
        }
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    /** The 2xx establishes the dialog: its To tag, its Contact and its Record-Route in reverse. */
    void establish(SipMessage ok) {
        to = ok.header("To");
        retarget(ok);
        List<String> recorded = new ArrayList<>(ok.split("Record-Route"));
        Collections.reverse(recorded);
        routes = recorded;
    }

    void retarget(SipMessage message) {
        String contact = message.header("Contact");
        if (!contact.isEmpty()) {
            target = SipMessage.uri(contact);
        }
    }

    /** The ACK of a refusal goes within the INVITE's own transaction, with the response's To (17.1.1.3). */
    String ackOfRefusal(int number, String branch, SipMessage refusal) {
        String before = to;
        to = refusal.header("To");
        String ack = request("ACK", number, branch, List.of(), "");
        to = before;
        return ack;
    }

    /** The next hop: the first route, or the far side's Contact; the first hop where that names no address of its own. */
    InetSocketAddress nextHop() {
        if (wire.transport() == Transport.TCP) {
            return firstHop;
        }
        try {
            SipUri hop = SipUri.parse(routes.isEmpty() ? target : SipMessage.uri(routes.get(0)));
            InetSocketAddress address = new InetSocketAddress(hop.host(), hop.port());
            return address.isUnresolved() ? firstHop : address;
        } catch (IllegalArgumentException notAUri) {
            return firstHop;
        }
    }
}
