package ai.openclaw.voice.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.demo.caller.Transport;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCaller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are opened to be in the way, and what speaks another language than SIP. */
@Isolated("it counts the threads and file handles of the whole process")
class HostileConnectionsTest {
    /** More than voice.sip.max-tcp-connections permits. */
    private static final int TOO_MANY = 250;

    private static final String STRANGER = "127.0.0.2";

    @RegisterExtension
    static final SystemUnderAttack attacked = new SystemUnderAttack();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "INVITE sip:9001@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP ",
                "INVITE sip:9001@127.0.0.1 SIP/2.0\r\nContent-Length: 5000\r\n\r\nv=0"
            })
    void callsGetThroughWhileConnectionsSayLittleAndWait(String little) throws Exception {
        try (Crowd crowd = new Crowd(TOO_MANY)) {
            crowd.send(little.getBytes(ISO_8859_1));
            attacked.answersNormalCalls();
        }
    }

    @Test
    void callsGetThroughWhileConnectionsSendAByteNowAndThen() throws Exception {
        byte[] message;
        try (RawSipClient client = attacked.client(Transport.TCP)) {
            message = new SipCaller(client, "9001").invite().getBytes(ISO_8859_1);
        }
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (Crowd crowd = new Crowd(TOO_MANY)) {
            AtomicInteger sent = new AtomicInteger();
            clock.scheduleWithFixedDelay(
                    () -> crowd.send(new byte[] {message[sent.getAndIncrement()]}), 0, 100, TimeUnit.MILLISECONDS);
            Awaitility.await().until(() -> sent.get() > 20);
            attacked.answersNormalCalls();
        } finally {
            clock.shutdownNow();
        }
    }

    @Test
    void callsGetThroughWhileConnectionsComeAndGo() throws Exception {
        for (int i = 0; i < 500; i++) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(new byte[] {'I', 'N'});
                if (i % 2 == 0) {
                    // Closes with a reset.
                    socket.setSoLinger(true, 0);
                }
            }
        }
        attacked.answersNormalCalls();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "POST /api/outbound-call HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n{\"to\":",
                "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: sip\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n\u0081\u00fe\u007f",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0",
                // The beginning of TLS: a record with a ClientHello.
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "\0\0\0\u002f\u0003\u0000",
                "STUN\u0000\u0001\0\0\u0021\u0012\u00a4\u0042",
            })
    void otherLanguagesAreNotUnderstood(String words) throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = connect();
                    RawSipClient udp = RawSipClient.udp(attacked.system().sipPort(), STRANGER)) {
                socket.getOutputStream().write(words.getBytes(ISO_8859_1));
                udp.send(words.getBytes(ISO_8859_1));
            }
        }
        attacked.answersNormalCalls();
    }

    @Test
    void aMessageWithoutAnEndIsCutOff() throws Exception {
        byte[] chunk = "X-Endless: and so on\r\n".repeat(500).getBytes(ISO_8859_1);
        byte[] line = "x".repeat(10_000).getBytes(ISO_8859_1);
        byte[] octets = new byte[10_000];
        new Random(4475).nextBytes(octets);
        for (byte[] endless : new byte[][] {chunk, line, octets}) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write("INVITE sip:9001@127.0.0.1 SIP/2.0\r\n".getBytes(ISO_8859_1));
                // 20 MB, unless it is cut off before.
                for (int i = 0; i < 2000; i++) {
                    socket.getOutputStream().write(endless);
                }
            } catch (IOException e) {
                // Cut off, which is what we want.
            }
        }
        attacked.answersNormalCalls();
    }

    @Test
    void sipOnTheWebPortIsRefused() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket("127.0.0.1", attacked.system().httpPort());
                    RawSipClient client = attacked.client(Transport.TCP)) {
                socket.getOutputStream()
                        .write(new SipCaller(client, "9001").invite().getBytes(ISO_8859_1));
                socket.setSoTimeout(20_000);
                byte[] answer = socket.getInputStream().readNBytes(12);
                assertThat(new String(answer, ISO_8859_1)).startsWith("HTTP/1.1 4");
            }
        }
    }

    private static Socket connect() throws IOException {
        return new Socket("127.0.0.1", attacked.system().sipPort(), InetAddress.getByName(STRANGER), 0);
    }

    /** Many connections of one stranger. */
    private static final class Crowd implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        Crowd(int size) throws IOException {
            for (int i = 0; i < size; i++) {
                sockets.add(connect());
            }
        }

        void send(byte[] bytes) {
            for (Socket socket : sockets) {
                try {
                    socket.getOutputStream().write(bytes);
                } catch (IOException e) {
                    // Closed for somebody else, as some of too many must be.
                }
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
