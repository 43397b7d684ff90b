package ai.openclaw.voice.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Another system that calls are passed on to: it does only what it is told. Over TCP it answers, and says what it has to say,
 * over the connection that it was called by.
 */
public final class SipCallee implements AutoCloseable {
    public static final String ANSWER = SipCaller.OFFER.replace("4000", "4100");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final BlockingQueue<SipText> received = new LinkedBlockingQueue<>();
    private volatile SocketAddress peer;
    private volatile Socket connection;
    public final String tag = UUID.randomUUID().toString().substring(0, 8);
    private int cseq = 100;

    private SipCallee(DatagramSocket udp, ServerSocket tcp) {
        this.udp = udp;
        this.tcp = tcp;
        Thread reader = new Thread(this::read, "callee");
        reader.setDaemon(true);
        reader.start();
    }

    public static SipCallee over(String transport) throws IOException {
        return over(transport, 0);
    }

    public static SipCallee over(String transport, int port) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        return transport.equals("udp")
                ? new SipCallee(new DatagramSocket(port, here), null)
                : new SipCallee(null, new ServerSocket(port, 50, here));
    }

    public int port() {
        return udp != null ? udp.getLocalPort() : tcp.getLocalPort();
    }

    /** Its address, for {@code sip:proxy?uri=}. */
    public String uri() {
        return "sip:127.0.0.1:" + port() + (udp == null ? ";transport=tcp" : "");
    }

    private void read() {
        try {
            if (udp != null) {
                readDatagrams();
            } else {
                while (true) {
                    Socket next = tcp.accept();
                    connection = next;
                    Thread reader = new Thread(() -> readStream(next), "callee-stream");
                    reader.setDaemon(true);
                    reader.start();
                }
            }
        } catch (SocketException e) {
            // Closed: the test is over.
            return;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void readDatagrams() throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
            udp.receive(packet);
            peer = packet.getSocketAddress();
            received.add(new SipText(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8)));
        }
    }

    private void readStream(Socket socket) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int octet = socket.getInputStream().read();
                    octet >= 0;
                    octet = socket.getInputStream().read()) {
                bytes.write(octet);
                String text = bytes.toString(StandardCharsets.UTF_8);
                int end = text.indexOf("\r\n\r\n");
                if (text.startsWith("\r\n")) {
                    bytes.reset();
                } else if (end >= 0) {
                    String length = new SipText(text).header("Content-Length");
                    if (text.length() >= end + 4 + (length == null ? 0 : Integer.parseInt(length))) {
                        received.add(new SipText(text));
                        bytes.reset();
                    }
                }
            }
        } catch (IOException e) {
            // The hop has closed it.
            return;
        }
    }

    /** The next message that is this, dropping all before it. */
    public SipText await(Predicate<SipText> wanted, String name) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            SipText message = received.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("the callee got no " + name + " within " + PATIENCE + ", but: " + seen);
            }
            if (wanted.test(message)) {
                return message;
            }
            seen.add(message.firstLine());
        }
    }

    public SipText awaitRequest(String method) throws InterruptedException {
        return await(m -> !m.isResponse() && m.method().equals(method), method);
    }

    public SipText awaitStatus(int status, String method) throws InterruptedException {
        return await(
                m -> m.isResponse() && m.status() == status && m.method().equals(method), status + " to " + method);
    }

    public SipText poll(Duration time) throws InterruptedException {
        return received.poll(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (udp != null) {
            udp.send(new DatagramPacket(bytes, bytes.length, peer));
        } else {
            connection.getOutputStream().write(bytes);
            connection.getOutputStream().flush();
        }
    }

    /** Answers with our tag, our Contact and the route that the request came by. */
    public void answer(SipText request, int status) throws IOException {
        send(response(
                request, status, tag, "", status / 100 == 2 && request.method().equals("INVITE") ? ANSWER : ""));
    }

    /** @param headers further header lines, each ending in CRLF */
    public String response(SipText request, int status, String tag, String headers, String body) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + " Said so\r\n");
        for (String name : new String[] {"Via", "Record-Route", "From"}) {
            request.headers(name).forEach(v -> text.append(name + ": " + v + "\r\n"));
        }
        String to = request.header("To");
        text.append("To: " + to + (status > 100 && !to.contains("tag=") ? ";tag=" + tag : "") + "\r\n");
        for (String name : new String[] {"Call-ID", "CSeq"}) {
            text.append(name + ": " + request.header(name) + "\r\n");
        }
        return text
                + contact()
                + headers
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private String contact() {
        return "Contact: <sip:v1@127.0.0.1:" + port() + (udp == null ? ";transport=tcp" : "") + ">\r\n";
    }

    /** A request of ours within the call that this INVITE began. */
    public String inDialog(SipText invite, String method, String headers, String body) {
        cseq++;
        String contact = invite.header("Contact");
        StringBuilder text = new StringBuilder(method + " "
                + contact.substring(contact.indexOf('<') + 1, contact.indexOf('>')) + " SIP/2.0\r\n"
                + "Via: SIP/2.0/" + (udp == null ? "TCP" : "UDP") + " 127.0.0.1:" + port() + ";rport;branch="
                + SipCaller.branch() + "\r\nMax-Forwards: 70\r\n");
        invite.headers("Record-Route").forEach(v -> text.append("Route: " + v + "\r\n"));
        return text
                + "From: " + invite.header("To") + ";tag=" + tag + "\r\n"
                + "To: " + invite.header("From") + "\r\n"
                + "Call-ID: " + invite.header("Call-ID") + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + contact()
                + headers
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Override
    public void close() throws IOException {
        if (udp != null) {
            udp.close();
        } else {
            tcp.close();
            if (connection != null) {
                connection.close();
            }
        }
    }
}
