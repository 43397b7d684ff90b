package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import ai.openclaw.voice.testkit.Registrar;
import ai.openclaw.voice.testkit.TestCertificate;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pings over connections, RFC 5626 section 4.4.1. */
@Execution(ExecutionMode.CONCURRENT)
class SipKeepAliveTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void pingsItsExchangeAndStaysWithOneThatNeverAnswers() throws Exception {
        try (Registrar exchange = exchange();
                SipTestBed bed = bed(null)) {
            register(bed, exchange.address(), "tcp");

            await().atMost(PATIENCE).until(() -> exchange.pings() >= 14);
            RegistrationStatus status = bed.component.registrations().get(0);
            assertThat(status.registered()).isTrue();
            assertThat(status.accepted()).isEqualTo(1);
            assertThat(exchange.connections()).isEqualTo(1);
        }
    }

    @Test
    void opensANewConnectionWhenItsExchangeAnswersNoMore() throws Exception {
        try (Registrar exchange = exchange().answersPings(true);
                SipTestBed bed = bed(null)) {
            register(bed, exchange.address(), "tcp");
            await().atMost(PATIENCE).until(() -> exchange.pings() >= 3);
            assertThat(exchange.connections()).isEqualTo(1);

            exchange.answersPings(false);

            await().atMost(PATIENCE).until(() -> exchange.connections() >= 2);
            await().atMost(PATIENCE)
                    .until(() -> bed.component.registrations().get(0).accepted() >= 2);
        }
    }

    @Test
    void pingsOverTls(@TempDir Path folder) throws Exception {
        KeyStore keys = TestCertificate.make(folder);
        SipTls tls = new SipTls(TestCertificate.keyManagers(keys), TestCertificate.trustManagers(keys), true);
        try (Registrar exchange = exchange().answersPings(true);
                SipTestBed bed = bed(tls)) {
            ServerSocket server = TestCertificate.context(keys)
                    .getServerSocketFactory()
                    .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
            exchange.accept(server);
            register(bed, "127.0.0.1:" + server.getLocalPort(), "tls");
            await().atMost(PATIENCE).until(() -> exchange.pings() >= 2);

            exchange.answersPings(false);

            await().atMost(PATIENCE).until(() -> exchange.connections() >= 2);
        }
    }

    @Test
    void answersThePingsOfOthersWithOneCrlf() throws Exception {
        try (SipTestBed bed = bed(null);
                Socket socket = new Socket("127.0.0.1", bed.component.boundPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(("OPTIONS sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:" + socket.getLocalPort()
                            + ";branch=z9hG4bKping\r\nFrom: <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:127.0.0.1>\r\n"
                            + "Call-ID: ping\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                answer.append((char) in.read());
            }

            out.write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(in.readNBytes(2)).containsExactly('\r', '\n');
            out.write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(in.readNBytes(2)).containsExactly('\r', '\n');
            assertThat(in.available()).isZero();
        }
    }

    private static Registrar exchange() throws Exception {
        return new Registrar().user("auth9001", "secret");
    }

    private static SipTestBed bed(SipTls tls) throws Exception {
        SipConfiguration configuration = SipTestBed.anyPort();
        if (tls != null) {
            configuration.setTransports("udp,tcp,tls");
            configuration.setTlsPort(0);
        }
        // So that nothing else would notice a dead connection.
        configuration.setRegistrationCheckSeconds(0);
        configuration.setKeepAliveSeconds(1);
        return new SipTestBed(configuration, component -> component.setTls(tls), SipTestBed::answer);
    }

    private static void register(SipTestBed bed, String registrar, String transport) {
        bed.component.setAccounts(List.of(
                new SipAccount("9001", null, "auth9001", "secret", registrar, "example.com", null, transport, 120)));
        await().atMost(PATIENCE)
                .until(() -> bed.component.registrations().get(0).registered());
    }
}
