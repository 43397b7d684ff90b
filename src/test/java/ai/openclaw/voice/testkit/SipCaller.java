package ai.openclaw.voice.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes the requests of one call for a {@link RawSipClient}: a caller that does only what it is told. */
public final class SipCaller {
    public static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";

    private final RawSipClient client;
    private final String extension;
    public final String callId = UUID.randomUUID() + "@test";
    private final String fromTag = UUID.randomUUID().toString().substring(0, 8);
    private String inviteBranch;
    private int cseq = 1;
    private String to;
    private String target;
    /** The way to the other side, RFC 3261 section 12.1.2. */
    private List<String> route = List.of();

    public SipCaller(RawSipClient client, String extension) {
        this.client = client;
        this.extension = extension;
        this.to = "<sip:" + extension + "@127.0.0.1>";
        this.target = "sip:" + extension + "@127.0.0.1";
    }

    public String invite() {
        return invite("", OFFER);
    }

    /** @param headers further header lines, each ending in CRLF */
    public String invite(String headers, String body) {
        inviteBranch = branch();
        String contact = "Contact: <sip:caller@127.0.0.1:" + client.localPort() + ";transport="
                + client.transport().toLowerCase() + ">\r\n";
        return request("INVITE", inviteBranch, cseq, headers + contact + typed(body), body);
    }

    public String ack(SipText response) {
        learn(response);
        boolean success = response.status() < 300;
        return request("ACK", success ? branch() : inviteBranch, cseq, success ? routes() : "", "");
    }

    public String localTag() {
        return fromTag;
    }

    public String remoteTag() {
        return to.substring(to.indexOf(";tag=") + 5);
    }

    public String cancel() {
        return request("CANCEL", inviteBranch, cseq, "", "");
    }

    public String bye() {
        return inDialog("BYE", "", "");
    }

    public String reinvite() {
        cseq++;
        return invite(routes(), OFFER);
    }

    public String inDialog(String method, String headers, String body) {
        cseq++;
        return request(method, branch(), cseq, routes() + headers + typed(body), body);
    }

    private String routes() {
        return route.stream().map(one -> "Route: " + one + "\r\n").collect(Collectors.joining());
    }

    /** Takes the dialog's remote tag and target from a response. */
    public void learn(SipText response) {
        to = response.header("To");
        route = new ArrayList<>(response.entries("Record-Route"));
        Collections.reverse(route);
        String contact = response.header("Contact");
        if (contact != null) {
            target = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
        }
    }

    /** The 200 to a request from the other side. */
    public static String ok(SipText request) {
        StringBuilder text = new StringBuilder("SIP/2.0 200 OK\r\n");
        for (String name : new String[] {"Via", "From", "To", "Call-ID", "CSeq"}) {
            request.headers(name).forEach(v -> text.append(name + ": " + v + "\r\n"));
        }
        return text + "Content-Length: 0\r\n\r\n";
    }

    /** Calls, and acknowledges the 200 that must come. */
    public SipText connect() throws IOException {
        SipText ok = client.ask(invite(), "INVITE");
        if (ok.status() != 200) {
            throw new AssertionError("not answered: " + ok.text());
        }
        client.send(ack(ok));
        return ok;
    }

    private static String typed(String body) {
        return body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
    }

    public static String branch() {
        return "z9hG4bK" + UUID.randomUUID();
    }

    private String request(String method, String branch, int number, String headers, String body) {
        return method + " " + target + " SIP/2.0\r\n"
                + "Via: SIP/2.0/" + client.transport() + " 127.0.0.1:" + client.localPort() + ";rport;branch=" + branch
                + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: \"A Caller\" <sip:caller@127.0.0.1>;tag=" + fromTag + "\r\n"
                + "To: " + to + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + number + " " + method + "\r\n"
                + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
