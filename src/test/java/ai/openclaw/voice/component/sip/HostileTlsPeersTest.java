package ai.openclaw.voice.component.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to the port for TLS that are opened to be in the way, and what there speaks another language. */
@Execution(ExecutionMode.SAME_THREAD)
class HostileTlsPeersTest {
    private static final String STRANGER = "127.0.0.2";
    /** As many as may be in the way while there is still room for all. */
    private static final int SOME = 10;

    private static final int TOO_MANY = SipUnderAttack.MOST_CONNECTIONS + 30;

    @TempDir
    private static Path folder;

    private static SSLContext context;
    private static SipUnderAttack attacked;

    private final List<Socket> opened = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        attacked = new SipUnderAttack(TestCertificate.make(folder));
        context = attacked.context;
    }

    @BeforeEach
    void begin() throws Exception {
        attacked.begin();
    }

    @AfterEach
    void assertUnharmed() throws Exception {
        for (Socket each : opened) {
            each.close();
        }
        attacked.assertUnharmed();
    }

    @AfterAll
    static void stop() {
        attacked.close();
    }

    @Test
    void whoNeverCompletesTheHandshakeIsClosedAndInNobodysWay() throws Exception {
        byte[] hello = clientHello();
        for (int i = 0; i < SOME; i++) {
            connect();
            connect().getOutputStream().write(hello, 0, 3);
            connect().getOutputStream().write(hello, 0, hello.length - 20);
        }
        attacked.answersNormalCalls();
        for (Socket each : opened) {
            assertClosed(each);
        }
    }

    @Test
    void aHandshakeThatComesByteByByteIsClosed() throws Exception {
        Socket slow = connect();
        byte[] hello = clientHello();
        assertThatThrownBy(() -> {
                    // A ClientHello has some 400 octets, so that this would take more than a minute.
                    for (byte octet : hello) {
                        slow.getOutputStream().write(octet);
                        TimeUnit.MILLISECONDS.sleep(200);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoHandshakeIsNotUnderstood() throws Exception {
        for (String words : List.of(
                "OPTIONS sip:9001@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "\r\n\r\n\r\n\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "\u0016\u0003\u0001\u0000\u0005\u0001\u00ff\u00ff\u00ff\u00ff",
                "\u0017\u0003\u0003\u0000\u0004\u0001\u0002\u0003\u0004",
                "\u0015\u0003\u0003\u0000\u0002\u0002\u0028",
                "\u0014\u0003\u0003\u0000\u0001\u0001",
                "\u0080\u002e\u0001\u0000\u0002\u0000\u0015\u0000\u0000")) {
            connect().getOutputStream().write(words.getBytes(ISO_8859_1));
            connect().getOutputStream().write(words.getBytes(ISO_8859_1));
        }
        attacked.answersNormalCalls();
        for (Socket each : opened) {
            assertClosed(each);
        }
    }

    @Test
    void randomOctetsAreNotUnderstood() throws Exception {
        Random random = new Random(8446);
        for (int i = 0; i < 3 * SOME; i++) {
            byte[] octets = new byte[random.nextInt(5000)];
            random.nextBytes(octets);
            writeUnlessClosed(connect(), octets);
        }
        attacked.answersNormalCalls();
    }

    @Test
    void aClientHelloWithChangedOctetsHurtsNobody() throws Exception {
        Random random = new Random(5246);
        for (int i = 0; i < 3 * SOME; i++) {
            byte[] hello = clientHello();
            for (int changes = random.nextInt(8); changes >= 0; changes--) {
                hello[random.nextInt(hello.length)] = (byte) random.nextInt();
            }
            writeUnlessClosed(connect(), hello);
        }
        attacked.answersNormalCalls();
    }

    /** Each is a whole ClientHello: TLS 1.0 only, then TLS 1.2 with RC4 only. */
    @ParameterizedTest
    @ValueSource(strings = {"0301:002f", "0303:0005"})
    void whoSpeaksOnlyWhatIsOutOfDateIsRefused(String versionAndCipher) throws Exception {
        String[] parts = versionAndCipher.split(":");
        String body = parts[0] + "5a".repeat(32) + "00" + "0002" + parts[1] + "0100";
        String handshake = "01" + String.format("%06x", body.length() / 2) + body;
        Socket old = connect();
        old.getOutputStream()
                .write(HexFormat.of().parseHex("160301" + String.format("%04x", handshake.length() / 2) + handshake));
        // A fatal alert.
        assertThat(old.getInputStream().readNBytes(6)).startsWith(0x15).endsWith(2);
        assertClosed(old);
    }

    @Test
    void callsGetThroughWhileConnectionsSayNothingAfterTheHandshake() throws Exception {
        for (int i = 0; i < SOME; i++) {
            shakeHands(connect());
        }
        attacked.answersNormalCalls();
    }

    @Test
    void thereIsRoomForOneMoreWhenTooManyAreConnected() throws Exception {
        for (int i = 0; i < TOO_MANY; i++) {
            if (i % 3 == 0) {
                shakeHands(connect());
            } else {
                connect();
            }
        }
        attacked.answersNormalCalls();
        assertThat(attacked.connections()).isLessThanOrEqualTo(SipUnderAttack.MOST_CONNECTIONS);
    }

    @Test
    void callsGetThroughWhileConnectionsSayAByteNowAndThen() throws Exception {
        byte[] message;
        try (RawSipClient client = attacked.client("tls")) {
            message = new SipCaller(client, "9001").invite().getBytes(ISO_8859_1);
        }
        List<SSLSocket> slow = new ArrayList<>();
        for (int i = 0; i < SOME; i++) {
            slow.add(shakeHands(connect()));
        }
        for (int octet = 0; octet < 20; octet++) {
            for (SSLSocket each : slow) {
                each.getOutputStream().write(message[octet]);
            }
        }
        attacked.answersNormalCalls();
    }

    @Test
    void aBrokenRecordAfterTheHandshakeEndsTheConnection() throws Exception {
        byte[] octets = new byte[300];
        new Random(5246).nextBytes(octets);
        byte[] garbled = octets.clone();
        // Application data, 295 octets of it.
        System.arraycopy(new byte[] {0x17, 3, 3, 1, 0x27}, 0, garbled, 0, 5);
        byte[] tooLong = {0x17, 3, 3, (byte) 0xff, (byte) 0xff, 1, 2, 3};
        for (byte[] record : new byte[][] {octets, garbled, tooLong}) {
            for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
                Socket plain = connect();
                shakeHands(plain, protocol);
                plain.getOutputStream().write(record);
                assertClosed(plain);
            }
        }
        Socket cut = connect();
        shakeHands(cut);
        cut.getOutputStream().write(garbled, 0, 100);
        attacked.answersNormalCalls();
    }

    @Test
    void callsGetThroughWhileConnectionsComeAndGo() throws Exception {
        byte[] hello = clientHello();
        for (int i = 0; i < 300; i++) {
            Socket plain = new Socket("127.0.0.1", attacked.tlsPort(), InetAddress.getByName(STRANGER), 0);
            switch (i % 5) {
                case 0 -> plain.getOutputStream().write(hello, 0, hello.length / 2);
                case 1 -> {
                    plain.getOutputStream().write(hello);
                    // Ours has begun to answer.
                    plain.getInputStream().read();
                }
                case 2 -> shakeHands(plain);
                case 3 -> shakeHands(plain).getOutputStream().write("INVITE sip:".getBytes(ISO_8859_1));
                default -> {}
            }
            // Every second one closes with a reset.
            plain.setSoLinger(i % 2 == 0, 0);
            plain.close();
        }
        attacked.answersNormalCalls();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whoSaysGoodbyeHalfWayIsClosed(String protocol) throws Exception {
        Socket plain = connect();
        SSLSocket half = shakeHands(plain, protocol);
        half.getOutputStream().write("INVITE sip:9001@127.0.0.1 SIP/2.0\r\nVia: ".getBytes(ISO_8859_1));
        half.shutdownOutput();
        assertClosed(plain);
    }

    @Test
    void nobodyBeginsTheHandshakeAgain() throws Exception {
        SSLSocket again = shakeHands(connect(), "TLSv1.2");
        CompletableFuture<Void> second = new CompletableFuture<>();
        again.addHandshakeCompletedListener(event -> second.complete(null));
        again.startHandshake();
        attacked.answersNormalCalls();
        assertThat(second).isNotDone();
    }

    @Test
    void newKeysAgainAndAgainHurtNobody() throws Exception {
        SSLSocket eager = shakeHands(connect(), "TLSv1.3");
        for (int i = 0; i < 1000; i++) {
            eager.startHandshake();
        }
        attacked.answersNormalCalls();
    }

    @Test
    void aMessageWithoutAnEndIsCutOff() throws Exception {
        byte[] headers = "X-Endless: and so on\r\n".repeat(500).getBytes(ISO_8859_1);
        byte[] line = "x".repeat(10_000).getBytes(ISO_8859_1);
        for (byte[] endless : new byte[][] {headers, line}) {
            SSLSocket socket = shakeHands(connect());
            assertThatThrownBy(() -> {
                        socket.getOutputStream().write("INVITE sip:9001@127.0.0.1 SIP/2.0\r\n".getBytes(ISO_8859_1));
                        for (int i = 0; i < 2000; i++) {
                            socket.getOutputStream().write(endless);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    /** Its answers fill its window and our buffer, and then whoever sends to it would wait for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls"})
    void whoNeverReadsHoldsNothingUp(String transport) throws Exception {
        Socket plain = new Socket();
        opened.add(plain);
        plain.setReceiveBufferSize(2048);
        plain.connect(new InetSocketAddress("127.0.0.1", attacked.port(transport)));
        Socket deaf = transport.equals("tls") ? shakeHands(plain) : plain;
        RawSipClient its = RawSipClient.over(deaf);
        // Its 200 is never acknowledged, so that it is repeated while nothing can be sent.
        its.send(new SipCaller(its, "9001").invite());
        its.awaitStatus(200, "INVITE");
        CompletableFuture<Void> talk = CompletableFuture.runAsync(() -> {
            try {
                while (true) {
                    // The answer repeats what it is an answer to.
                    its.send(new SipCaller(its, "9001")
                            .inDialog("OPTIONS", "", "")
                            .replace("A Caller", "x".repeat(20_000)));
                }
            } catch (IOException e) {
                // Closed, as it should be.
            }
        });
        attacked.assertClockRuns();
        attacked.answersNormalCalls();
        talk.get(60, TimeUnit.SECONDS);
        attacked.assertClockRuns();
    }

    private static byte[] clientHello() throws IOException {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.beginHandshake();
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        return Arrays.copyOf(record.array(), record.position());
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", attacked.tlsPort(), InetAddress.getByName(STRANGER), 0);
        socket.setTcpNoDelay(true);
        opened.add(socket);
        return socket;
    }

    private static SSLSocket shakeHands(Socket plain, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", 5061, false);
        if (protocols.length > 0) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(protocols);
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    private static void writeUnlessClosed(Socket socket, byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
        } catch (IOException e) {
            // Closed at its first octets, which is right.
        }
    }

    private static void assertClosed(Socket socket) throws IOException {
        socket.setSoTimeout(60_000);
        try {
            while (socket.getInputStream().read(new byte[4096]) >= 0) {
                // An alert comes before the end.
            }
        } catch (java.net.SocketException e) {
            // A reset is an end, too.
        }
    }
}
