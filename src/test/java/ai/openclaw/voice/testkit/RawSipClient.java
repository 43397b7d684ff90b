package ai.openclaw.voice.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A SIP peer without a SIP stack: what is sent is exactly the text given, what comes is exactly what was on the wire. Used
 * by one thread. Waits have deadlines.
 */
public final class RawSipClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** A machine that stands still for long costs one such piece of patience, because its answers stand still, too. */
    private static final Duration AT_A_TIME = Duration.ofSeconds(1);

    private final InetSocketAddress peer;
    private final DatagramSocket udp;
    private final Socket tcp;
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private boolean atEnd;

    private RawSipClient(InetSocketAddress peer, DatagramSocket udp, Socket tcp) {
        this.peer = peer;
        this.udp = udp;
        this.tcp = tcp;
    }

    public static RawSipClient udp(int peerPort) throws IOException {
        return udp(peerPort, "127.0.0.1");
    }

    /** @param from an address of this machine, such as 127.0.0.2 */
    public static RawSipClient udp(int peerPort, String from) throws IOException {
        return new RawSipClient(
                new InetSocketAddress("127.0.0.1", peerPort), new DatagramSocket(new InetSocketAddress(from, 0)), null);
    }

    public static RawSipClient tcp(int peerPort) throws IOException {
        return tcp(peerPort, "127.0.0.1");
    }

    /** @param from an address of this machine, such as 127.0.0.2 */
    public static RawSipClient tcp(int peerPort, String from) throws IOException {
        Socket socket = new Socket("127.0.0.1", peerPort, InetAddress.getByName(from), 0);
        // Each write is a segment of its own, so that tests say where a message is cut.
        socket.setTcpNoDelay(true);
        return new RawSipClient(new InetSocketAddress("127.0.0.1", peerPort), null, socket);
    }

    public static RawSipClient tls(int peerPort, SSLContext context) throws IOException {
        return over(context.getSocketFactory().createSocket("127.0.0.1", peerPort));
    }

    /** @param connected TCP or TLS */
    public static RawSipClient over(Socket connected) {
        return new RawSipClient((InetSocketAddress) connected.getRemoteSocketAddress(), null, connected);
    }

    public String transport() {
        return udp != null ? "UDP" : tcp instanceof SSLSocket ? "TLS" : "TCP";
    }

    public int localPort() {
        return udp != null ? udp.getLocalPort() : tcp.getLocalPort();
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) throws IOException {
        if (udp != null) {
            udp.send(new DatagramPacket(bytes, bytes.length, peer));
        } else {
            tcp.getOutputStream().write(bytes);
            tcp.getOutputStream().flush();
        }
    }

    /** Waits for a message that {@code wanted} accepts and drops all before it. */
    public SipText await(Predicate<SipText> wanted, String name) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (long left = PATIENCE.toNanos(); left > 0 && !atEnd; ) {
            long begin = System.nanoTime();
            SipText message = poll(AT_A_TIME);
            left -= Math.min(System.nanoTime() - begin, AT_A_TIME.toNanos());
            if (message != null && wanted.test(message)) {
                return message;
            }
            seen.append(message == null ? "" : message.firstLine() + "; ");
        }
        String how = atEnd ? " until the connection was closed" : " within " + PATIENCE;
        throw new AssertionError("no " + name + how + ", but: " + seen);
    }

    public SipText awaitStatus(int status, String method) throws IOException {
        return await(
                m -> m.isResponse() && m.status() == status && m.method().equals(method), status + " to " + method);
    }

    /** Sends a request as a phone does: over UDP again and again until something comes (RFC 3261 section 17.1, T1 = 500 ms). */
    public SipText ask(String request, String method) throws IOException {
        send(request);
        SipText first = null;
        for (int ms = 500; udp != null && first == null && ms <= 8000; ms *= 2) {
            first = poll(Duration.ofMillis(ms));
            if (first == null) {
                send(request);
            }
        }
        Predicate<SipText> last =
                m -> m.isResponse() && m.status() >= 200 && m.method().equals(method);
        return first != null && last.test(first) ? first : await(last, "final to " + method);
    }

    /** The next final response to a request with this method. */
    public SipText awaitFinal(String method) throws IOException {
        return await(m -> m.isResponse() && m.status() >= 200 && m.method().equals(method), "final to " + method);
    }

    public SipText awaitRequest(String method) throws IOException {
        return await(m -> !m.isResponse() && m.method().equals(method), method);
    }

    /** The next message within this time, or null. */
    public SipText poll(Duration time) throws IOException {
        return receive(System.nanoTime() + time.toNanos());
    }

    /** Whether the peer closes the TCP connection in time. */
    public boolean awaitClosed() throws IOException {
        try {
            while (poll(PATIENCE) != null) {
                // What still comes before the end does not matter here.
            }
            return tcp.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private SipText receive(long end) throws IOException {
        return udp != null ? receiveDatagram(end) : receiveFromStream(end);
    }

    private SipText receiveDatagram(long end) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
        try {
            udp.setSoTimeout(remaining(end));
            udp.receive(packet);
        } catch (SocketTimeoutException e) {
            return null;
        }
        return new SipText(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    }

    private SipText receiveFromStream(long end) throws IOException {
        InputStream in = tcp.getInputStream();
        while (true) {
            SipText message = takeFromBuffer();
            if (message != null) {
                return message;
            }
            try {
                tcp.setSoTimeout(remaining(end));
                int octet = in.read();
                if (octet < 0) {
                    atEnd = true;
                    return null;
                }
                stream.write(octet);
            } catch (SocketTimeoutException e) {
                return null;
            }
        }
    }

    private SipText takeFromBuffer() {
        String text = stream.toString(StandardCharsets.UTF_8);
        if (text.startsWith("\r\n")) {
            stream.reset();
            return null;
        }
        if (!text.contains("\r\n\r\n")) {
            return null;
        }
        SipText head = new SipText(text);
        String length = head.header("Content-Length");
        int body = length == null ? 0 : Integer.parseInt(length);
        if (text.length() < text.indexOf("\r\n\r\n") + 4 + body) {
            return null;
        }
        stream.reset();
        return head;
    }

    /** In ms, at least 1, because 0 would wait for ever. */
    private static int remaining(long end) {
        return (int) Math.max(1, (end - System.nanoTime()) / 1_000_000);
    }

    @Override
    public void close() throws IOException {
        if (udp != null) {
            udp.close();
        } else {
            tcp.close();
        }
    }
}
