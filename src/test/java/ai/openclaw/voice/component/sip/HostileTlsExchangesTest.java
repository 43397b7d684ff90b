package ai.openclaw.voice.component.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where we connect to over TLS, and nobody there speaks it. */
class HostileTlsExchangesTest {
    /** What a handshake may take and then some, but less than the 32 s of a request that was sent and never answered. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    @TempDir
    private static Path folder;

    private static SipUnderAttack attacked;

    private Exchange exchange;

    @BeforeAll
    static void start() throws Exception {
        attacked = new SipUnderAttack(TestCertificate.make(folder));
    }

    @BeforeEach
    void begin() throws Exception {
        attacked.begin();
    }

    @AfterEach
    void assertUnharmed() throws Exception {
        attacked.bed.component.setAccounts(List.of());
        exchange.close();
        attacked.assertUnharmed();
    }

    @AfterAll
    static void stop() {
        attacked.close();
    }

    /** Nothing; a TLS alert; a record of TLS without sense; another language. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0015\u0003\u0003\u0000\u0002\u0002\u0050",
                "\u0016\u0003\u0003\u0000\u0004\u0002\u0000\u0000\u0000",
                "SIP/2.0 400 This is no TLS\r\nContent-Length: 0\r\n\r\n",
            })
    void aRegistrationFailsWhereNobodyShakesHands(String words) throws Exception {
        exchange = new Exchange(words, false);
        register();

        await().atMost(PATIENCE).until(() -> status().failures() > 0);

        assertThat(status().reason()).contains("over tls");
        attacked.answersNormalCalls();
    }

    @Test
    void aRegistrationFailsWhereConnectionsAreCutOff() throws Exception {
        exchange = new Exchange("", true);
        register();

        await().atMost(PATIENCE).until(() -> status().failures() > 0);
    }

    /** A caller says where answers go to when its connection is gone, RFC 3261, 18.2.2. */
    @Test
    void answersToWhereNobodyShakesHandsHoldUpNoOtherCall() throws Exception {
        exchange = new Exchange("", false);
        try (RawSipClient client = attacked.client("tls")) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite()
                    .replaceFirst("Via: SIP/2.0/TLS 127.0.0.1:\\d+", "Via: SIP/2.0/TLS 127.0.0.1:" + exchange.port()));
            client.awaitStatus(200, "INVITE");
        }
        // Its 200 is never acknowledged, and repeated to there.
        await().atMost(PATIENCE).until(() -> !exchange.connections.isEmpty());

        attacked.assertClockRuns();
        attacked.answersNormalCalls();
    }

    private void register() {
        attacked.bed.component.setAccounts(List.of(new SipAccount(
                "9001", null, "9001", "secret", "127.0.0.1:" + exchange.port(), "example.com", null, "tls", 120)));
    }

    private static RegistrationStatus status() {
        return attacked.bed.component.registrations().get(0);
    }

    /** Takes connections, says something that is no TLS, and waits. */
    private static final class Exchange implements AutoCloseable {
        final List<Socket> connections = new CopyOnWriteArrayList<>();
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());

        Exchange(String words, boolean hangsUp) throws IOException {
            Thread thread = new Thread(() -> {
                while (open.get()) {
                    try {
                        Socket socket = server.accept();
                        connections.add(socket);
                        // It has begun.
                        socket.getInputStream().read();
                        socket.getOutputStream().write(words.getBytes(ISO_8859_1));
                        if (hangsUp) {
                            socket.setSoLinger(true, 0);
                            socket.close();
                        }
                    } catch (IOException e) {
                        // The peer, or this one, closed it.
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            open.set(false);
            server.close();
            for (Socket socket : connections) {
                socket.close();
            }
        }
    }
}
