package ai.openclaw.voice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Somebody who can be called, over UDP, and behaves as the test says. Without a SIP stack: what is sent is exactly the text
 * given. It shares no code with the product.
 */
public final class Callee implements AutoCloseable {
    public static final String ANSWER = "v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";

    /** What is done with a new call. */
    public interface Behaviour {
        void invited(Callee callee, SipText invite);
    }

    private final DatagramSocket socket;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final List<SipText> requests = new CopyOnWriteArrayList<>();
    private final List<SipText> responses = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = answers(ANSWER);
    private volatile boolean answersCancelWith200;
    private volatile Set<String> deafTo = Set.of();
    private volatile InetSocketAddress peer;
    private volatile SipText answered;
    private volatile String tag = tag();
    private volatile boolean closed;
    private int cseq = 100;

    public Callee() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "callee");
        thread.setDaemon(true);
        thread.start();
    }

    public static Behaviour answers(String sdp) {
        return (callee, invite) -> {
            callee.respond(invite, 180, "");
            callee.answer(invite, sdp);
        };
    }

    /** Rings, and picks up after this time. */
    public static Behaviour answersAfter(int ms, String sdp) {
        return (callee, invite) -> {
            callee.respond(invite, 180, "");
            callee.later.schedule(() -> callee.answer(invite, sdp), ms, TimeUnit.MILLISECONDS);
        };
    }

    public static Behaviour refuses(int status, String headers) {
        return (callee, invite) -> callee.respond(invite, status, headers);
    }

    public static Behaviour ringsForEver() {
        return (callee, invite) -> callee.respond(invite, 180, "");
    }

    /** Not one response. */
    public static Behaviour isDead() {
        return (callee, invite) -> {};
    }

    /** Rings, and when cancelled says that it was answered already. */
    public static Behaviour crossesCancel() {
        return (callee, invite) -> {
            callee.answersCancelWith200 = true;
            callee.respond(invite, 180, "");
        };
    }

    /** An announcement of the exchange's before the answer. */
    public static Behaviour earlyMedia(String sdp, int ms) {
        return (callee, invite) -> {
            callee.send(response(invite, 183, callee.tag, "", sdp));
            callee.later.schedule(() -> callee.answer(invite, sdp), ms, TimeUnit.MILLISECONDS);
        };
    }

    /** Two of its phones pick up at once, and each repeats its 200 until it is acknowledged. */
    public static Behaviour forks(String sdp) {
        return (callee, invite) -> {
            callee.repeatUntilAcknowledged(invite, callee.tag, sdp);
            callee.repeatUntilAcknowledged(invite, "another", sdp);
        };
    }

    private void repeatUntilAcknowledged(SipText invite, String phone, String sdp) {
        String ok = response(invite, 200, phone, contact(), sdp);
        later.scheduleWithFixedDelay(
                () -> {
                    if (requests("ACK").stream().noneMatch(ack -> ack.tag("To").equals(phone))) {
                        send(ok);
                    }
                },
                0,
                500,
                TimeUnit.MILLISECONDS);
    }

    /** Its 200 is sent twice, as when our ACK was late. */
    public static Behaviour repeatsIts200(String sdp) {
        return (callee, invite) -> {
            callee.answer(invite, sdp);
            callee.later.schedule(() -> callee.answer(invite, sdp), 300, TimeUnit.MILLISECONDS);
        };
    }

    /** Wants a password first (RFC 7616 with MD5 and qop=auth), and answers whoever knows it. */
    public static Behaviour challenges(String user, String password, String sdp) {
        return (callee, invite) -> {
            String credentials = invite.header("Proxy-Authorization");
            if (credentials == null) {
                callee.respond(
                        invite,
                        407,
                        "Proxy-Authenticate: Digest realm=\"callee\", nonce=\"n0nce\", qop=\"auth\", algorithm=MD5\r\n");
            } else if (isRight(credentials, user, password)) {
                callee.answer(invite, sdp);
            } else {
                callee.respond(invite, 403, "");
            }
        };
    }

    public Callee does(Behaviour wanted) {
        behaviour = wanted;
        return this;
    }

    /** Requests with these methods get no answer any more. */
    public Callee deafTo(String... methods) {
        deafTo = Set.of(methods);
        return this;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    /** All requests that came, repeated ones included, in their order. */
    public List<SipText> requests() {
        return requests;
    }

    public List<SipText> requests(String method) {
        return requests.stream().filter(r -> r.method().equals(method)).toList();
    }

    /** Requests of different transactions. */
    public long calls() {
        return requests("INVITE").stream().map(r -> r.header("Via")).distinct().count();
    }

    public SipText await(String method) {
        Awaitility.await(method + " at the callee").atMost(20, TimeUnit.SECONDS).until(() -> !requests(method)
                .isEmpty());
        return requests(method).get(0);
    }

    /** Hangs the call up that it has answered. */
    public void hangUp() {
        SipText invite = answered;
        String target = contactOf(invite);
        send("BYE " + target + " SIP/2.0\r\nVia: SIP/2.0/UDP " + address() + ";branch=" + SipCaller.branch()
                + "\r\nMax-Forwards: 70\r\nFrom: " + invite.header("To") + ";tag=" + tag + "\r\nTo: "
                + invite.header("From") + "\r\nCall-ID: " + invite.header("Call-ID") + "\r\nCSeq: " + ++cseq
                + " BYE\r\nContent-Length: 0\r\n\r\n");
    }

    private static String contactOf(SipText invite) {
        String contact = invite.header("Contact");
        return contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
    }

    public void answer(SipText invite, String sdp) {
        answered = invite;
        send(response(invite, 200, tag, contact(), sdp));
    }

    public void respond(SipText request, int status, String headers) {
        send(response(request, status, tag, headers, ""));
    }

    private String contact() {
        return "Contact: <sip:callee@" + address() + ">\r\n";
    }

    private static String response(SipText request, int status, String tag, String headers, String body) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + " So It Is\r\n");
        for (String name : new String[] {"Via", "Record-Route", "From", "To", "Call-ID", "CSeq"}) {
            for (String value : request.headers(name)) {
                boolean tagged = name.equals("To") && status > 100 && !value.contains(";tag=");
                text.append(name + ": " + value + (tagged ? ";tag=" + tag : "") + "\r\n");
            }
        }
        text.append(headers);
        text.append(body.isEmpty() ? "" : "Content-Type: application/sdp\r\n");
        return text + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private void serve() {
        byte[] buffer = new byte[65536];
        while (!closed) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                peer = (InetSocketAddress) packet.getSocketAddress();
                handle(new SipText(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void handle(SipText message) {
        if (message.isResponse()) {
            responses.add(message);
            return;
        }
        boolean repeated = message.method().equals("INVITE")
                && requests("INVITE").stream().anyMatch(r -> r.header("Via").equals(message.header("Via")));
        requests.add(message);
        if (deafTo.contains(message.method())) {
            return;
        }
        switch (message.method()) {
            case "INVITE" -> {
                if (!repeated) {
                    tag = tag();
                    behaviour.invited(this, message);
                }
            }
            case "ACK" -> {}
            case "CANCEL" -> cancelled(message);
            case "REGISTER" ->
                respond(
                        message,
                        200,
                        "Contact: " + message.header("Contact") + ";expires=" + message.header("Expires") + "\r\n");
            default -> respond(message, 200, "");
        }
    }

    private void cancelled(SipText cancel) {
        respond(cancel, 200, "");
        requests("INVITE").stream()
                .filter(invite -> invite.header("Via").equals(cancel.header("Via")))
                .findFirst()
                .ifPresent(invite -> {
                    if (answersCancelWith200) {
                        answer(invite, ANSWER);
                    } else {
                        respond(invite, 487, "");
                    }
                });
    }

    private void send(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(bytes, bytes.length, peer));
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean isRight(String credentials, String user, String password) {
        String uri = field(credentials, "uri");
        String first = md5(user + ":callee:" + password);
        String expected = md5(first + ":n0nce:" + field(credentials, "nc") + ":" + field(credentials, "cnonce")
                + ":auth:" + md5("INVITE:" + uri));
        return field(credentials, "username").equals(user) && expected.equals(field(credentials, "response"));
    }

    private static String field(String credentials, String name) {
        return credentials.replaceAll(".*[ ,]" + name + "=\"?([^\",]*)\"?.*", "$1");
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tag() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    @Override
    public void close() {
        closed = true;
        later.shutdownNow();
        socket.close();
    }
}
