package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import ai.openclaw.voice.testkit.NameServer;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.Registrar;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import ai.openclaw.voice.testkit.TestCertificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIP over TLS, both ways. */
@Execution(ExecutionMode.CONCURRENT)
class SipTlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private static Path folder;

    private static SSLContext context;
    private static SipTls tls;
    private static SipTls stranger;

    private SipTestBed bed;

    @BeforeAll
    static void makeCertificate() throws Exception {
        KeyStore keys = TestCertificate.make(folder);
        context = TestCertificate.context(keys);
        tls = new SipTls(TestCertificate.keyManagers(keys), TestCertificate.trustManagers(keys), true);
        stranger = new SipTls(null, null, true);
    }

    @BeforeEach
    void start() throws Exception {
        bed = new SipTestBed(withTls(), sip -> sip.setTls(tls), SipTestBed::answer);
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    private static SipConfiguration withTls() {
        SipConfiguration configuration = SipTestBed.anyPort();
        configuration.setTransports("udp,tcp,tls");
        configuration.setTlsPort(0);
        configuration.setRegistrationCheckSeconds(1);
        return configuration;
    }

    @Test
    void answersACallOverTls() throws Exception {
        try (RawSipClient client = RawSipClient.tls(bed.component.boundTlsPort(), context)) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite());
            SipText ok = client.awaitStatus(200, "INVITE");
            assertThat(ok.header("Contact"))
                    .isEqualTo("<sip:9001@127.0.0.1:" + bed.component.boundTlsPort() + ";transport=tls>");
            client.send(caller.ack(ok));
            assertThat(bed.await("invite").header(SipConstants.TRANSPORT, String.class))
                    .isEqualTo("tls");
            bed.await("confirmed");

            client.send(caller.bye());
            client.awaitStatus(200, "BYE");
            assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.CALLER_HANGUP);
        }
    }

    @Test
    void isNotHeldUpByPeersThatBeginNoHandshake() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                silent.add(new Socket("127.0.0.1", bed.component.boundTlsPort()));
            }
            silent.get(0).getOutputStream().write("INVITE sip:9001@127.0.0.1 SIP/2.0\r\n\r\n".getBytes());
            try (RawSipClient client = RawSipClient.tls(bed.component.boundTlsPort(), context)) {
                new SipCaller(client, "9001").connect();
                bed.await("confirmed");
            }
        } finally {
            for (Socket one : silent) {
                one.close();
            }
        }
    }

    @Test
    void registersOverTls() throws Exception {
        try (Registrar exchange = exchange()) {
            bed.component.setAccounts(List.of(account(exchange, "127.0.0.1")));

            await().atMost(PATIENCE).until(() -> status().registered());

            assertThat(exchange.binding("9001"))
                    .isEqualTo("<sip:9001@127.0.0.1:" + bed.component.boundTlsPort() + ";transport=tls>");
            exchange.disconnect();
            exchange.forget();
            await().atMost(PATIENCE).until(() -> exchange.binding("9001") != null);
        }
    }

    @Test
    void doesNotTellItsPasswordToAnExchangeThatItDoesNotTrust() throws Exception {
        try (SipTestBed wary = new SipTestBed(withTls(), sip -> sip.setTls(stranger), SipTestBed::answer);
                Registrar exchange = exchange()) {
            wary.component.setAccounts(List.of(account(exchange, "localhost")));

            await().atMost(PATIENCE)
                    .until(() -> wary.component.registrations().get(0).failures() > 0);

            RegistrationStatus status = wary.component.registrations().get(0);
            assertThat(status.reason()).contains("over tls");
            assertThat(exchange.requests("REGISTER")).isEmpty();
        }
    }

    /** The certificate is for localhost and 127.0.0.1. */
    @ParameterizedTest
    @CsvSource({"localhost, true", "example.test, false"})
    void takesACertificateForTheDomainWhateverTheServerIsCalled(String domain, boolean right) throws Exception {
        try (NameServer dns = new NameServer();
                Registrar exchange = exchange()) {
            dns.srv("_sips._tcp.pbx.example.test", 10, 0, tlsPortOfTheExchange, "a.pbx.example.test", 60)
                    .a("a.pbx.example.test", "127.0.0.1", 60);
            SipConfiguration configuration = withTls();
            configuration.setDns(dns.address());
            try (SipTestBed named = new SipTestBed(configuration, sip -> sip.setTls(tls), SipTestBed::answer)) {
                named.component.setAccounts(List.of(new SipAccount(
                        "9001", null, "auth9001", "secret", "pbx.example.test", domain, null, "tls", 120)));

                await().atMost(PATIENCE).until(() -> {
                    RegistrationStatus status = named.component.registrations().get(0);
                    return status.registered() || status.failures() > 0;
                });

                RegistrationStatus status = named.component.registrations().get(0);
                assertThat(status.registered()).isEqualTo(right);
                if (!right) {
                    assertThat(status.reason())
                            .contains("its certificate is for 127.0.0.1, localhost, and not for pbx.example.test");
                    assertThat(exchange.requests("REGISTER")).isEmpty();
                }
            }
        }
    }

    @Test
    void needsAKeyToListen() {
        assertThatThrownBy(() -> new SipTestBed(withTls(), SipTestBed::answer).close())
                .rootCause()
                .hasMessageContaining("voice.sip.transports: tls needs a key");
    }

    private int tlsPortOfTheExchange;

    private Registrar exchange() throws Exception {
        Registrar exchange = new Registrar().user("auth9001", "secret").manners(Registrar.Manners.ANSWERS_ITSELF);
        ServerSocket server =
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        tlsPortOfTheExchange = server.getLocalPort();
        exchange.accept(server);
        return exchange;
    }

    private SipAccount account(Registrar exchange, String host) {
        return new SipAccount(
                "9001", null, "auth9001", "secret", host + ":" + tlsPortOfTheExchange, "example.com", null, "tls", 120);
    }

    private RegistrationStatus status() {
        return bed.component.registrations().get(0);
    }
}
