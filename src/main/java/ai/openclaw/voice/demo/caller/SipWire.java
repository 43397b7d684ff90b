package ai.openclaw.voice.demo.caller;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The socket that SIP goes over, with its reading thread. */
interface SipWire extends AutoCloseable {
    /** Sends to {@code to}; TCP has one connection and sends there. Errors show as missing answers, as on a real network. */
    void send(String message, InetSocketAddress to);

    InetSocketAddress local();

    Transport transport();

    @Override
    void close();

    static SipWire open(
            Transport transport,
            InetAddress localAddress,
            InetSocketAddress remote,
            BiConsumer<SipMessage, InetSocketAddress> onMessage)
            throws IOException {
        return transport == Transport.UDP ? new Udp(localAddress, onMessage) : new Tcp(localAddress, remote, onMessage);
    }

    /** The address to bind to: the one that is wished, or the one from which {@code remote} is reached. */
    static InetAddress localAddress(String wished, InetSocketAddress remote) throws IOException {
        if (wished != null) {
            return InetAddress.getByName(wished);
        }
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(remote);
            return probe.getLocalAddress();
        }
    }

    private static Thread reading(Runnable loop) {
        Thread thread = new Thread(loop, "caller-sip");
        thread.setDaemon(true);
        return thread;
    }

    final class Udp implements SipWire {
        private final DatagramSocket socket;

        Udp(InetAddress localAddress, BiConsumer<SipMessage, InetSocketAddress> onMessage) throws IOException {
            socket = new DatagramSocket(0, localAddress);
            reading(() -> {
                        byte[] buffer = new byte[65535];
                        while (!socket.isClosed()) {
                            try {
                                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                                socket.receive(packet);
                                SipMessage message = SipMessage.parse(buffer, packet.getLength());
                                if (message != null) {
                                    onMessage.accept(message, (InetSocketAddress) packet.getSocketAddress());
                                }
                            } catch (IOException closedOrRefused) {
                                // An ICMP "port unreachable" also arrives here; the transaction's time-out tells of it.
                            }
                        }
                    })
                    .start();
        }

        @Override
        public void send(String message, InetSocketAddress to) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            try {
                socket.send(new DatagramPacket(bytes, bytes.length, to));
            } catch (IOException lost) {
                // UDP promises nothing: the retransmission is the answer to this.
            }
        }

        @Override
        public InetSocketAddress local() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        @Override
        public Transport transport() {
            return Transport.UDP;
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    final class Tcp implements SipWire {
        private static final Pattern LENGTH = Pattern.compile("(?im)^(?:content-length|l)\\s*:\\s*(\\d+)");
        /** A far end on the same machine or in the same building answers well within this. */
        private static final int CONNECT_TIMEOUT_MS = 5000;

        private final Socket socket = new Socket();

        Tcp(InetAddress localAddress, InetSocketAddress remote, BiConsumer<SipMessage, InetSocketAddress> onMessage)
                throws IOException {
            socket.bind(new InetSocketAddress(localAddress, 0));
            socket.connect(remote, CONNECT_TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            reading(() -> {
                        try {
                            for (byte[] bytes; (bytes = readMessage(in)) != null; ) {
                                SipMessage message = SipMessage.parse(bytes, bytes.length);
                                if (message != null) {
                                    onMessage.accept(message, remote);
                                }
                            }
                        } catch (IOException closed) {
                            // The transaction's time-out tells of it.
                        }
                    })
                    .start();
        }

        /** One message cut from the stream by its Content-Length (RFC 3261, 18.3); null at its end. */
        static byte[] readMessage(InputStream in) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int last4 = 0;
            for (int b; (b = in.read()) >= 0; ) {
                // Empty lines before a message are keep-alives (RFC 5626, 3.5.1).
                if (bytes.size() == 0 && (b == '\r' || b == '\n')) {
                    continue;
                }
                bytes.write(b);
                last4 = last4 << 8 | b;
                if (last4 == 0x0d0a0d0a) {
                    Matcher m = LENGTH.matcher(bytes.toString(StandardCharsets.UTF_8));
                    bytes.write(in.readNBytes(m.find() ? Integer.parseInt(m.group(1)) : 0));
                    return bytes.toByteArray();
                }
            }
            return null;
        }

        @Override
        public synchronized void send(String message, InetSocketAddress to) {
            try {
                socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            } catch (IOException lost) {
                // As with UDP: no answer will come, and the time-out tells.
            }
        }

        @Override
        public InetSocketAddress local() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        @Override
        public Transport transport() {
            return Transport.TCP;
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException ignored) {
                // Nothing is left to be saved.
            }
        }
    }
}
