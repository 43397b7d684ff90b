package ai.openclaw.voice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.boot.DoctorSurroundings;
import ai.openclaw.voice.testkit.Registrar;
import ai.openclaw.voice.testkit.TestCertificate;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The system does not run: the doctor registers by itself, and says what is wrong. */
class DoctorRegistrationTest {
    @TempDir
    private Path folder;

    private Registrar exchange;

    @BeforeEach
    void start() throws Exception {
        exchange = new Registrar().user("auth9001", "secret");
    }

    @AfterEach
    void stop() throws Exception {
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({"udp", "tcp"})
    void registersAndTakesItBack(String transport) throws Exception {
        Finding finding = look("--voice.sip.transport=" + transport);

        assertThat(finding.state()).isEqualTo(Finding.State.OK);
        assertThat(finding.sentence()).contains("9001", "could be registered", "taken back");
        assertThat(exchange.requests("REGISTER")).isNotEmpty();
        assertThat(exchange.binding("9001")).isNull();
    }

    @Test
    void namesThePasswordAndTheIdWhenTheyAreRefused() throws Exception {
        Finding finding = look("--VOICE_EXT_9001_PASSWORD=wrong");

        assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
        assertThat(finding.sentence()).contains("401");
        assertThat(finding.change())
                .startsWith("compare VOICE_EXT_9001_PASSWORD")
                .contains("VOICE_EXT_9001_AUTH_ID");
    }

    @Test
    void namesTheIdFirstWhenItIsTheNumber() throws Exception {
        Finding finding = look("--VOICE_EXT_9001_AUTH_ID=9001");

        assertThat(finding.change()).startsWith("VOICE_EXT_9001_AUTH_ID is the extension's own number");
    }

    @Test
    void namesTheExtensionWhenItIsForbidden() throws Exception {
        exchange.fault(Registrar.Fault.FORBIDDEN);

        assertThat(look().change()).contains("is extension 9001 there", "IP blacklist");
    }

    @Test
    void namesAddressTransportAndFirewallWhenNobodyAnswers() throws Exception {
        exchange.fault(Registrar.Fault.DROP);

        Finding finding = look();

        assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
        assertThat(finding.sentence()).contains("no answer");
        assertThat(finding.change()).contains("VOICE_SIP_REGISTRAR", "VOICE_SIP_TRANSPORT (udp)", "firewall");
    }

    @Test
    void namesTheTrustWhenNobodyVouchesForTheCertificate() throws Exception {
        Finding finding = overTls("127.0.0.1", "--voice.sip.tls.trust=system");

        assertThat(finding.sentence()).contains("nobody whom we trust vouches");
        assertThat(finding.change()).contains("VOICE_SIP_TLS_TRUST");
        assertThat(exchange.requests("REGISTER")).isEmpty();
    }

    @Test
    void registersOverTls() throws Exception {
        assertThat(overTls("127.0.0.1", "--voice.sip.tls.trust=any").state()).isEqualTo(Finding.State.OK);
    }

    @Test
    void leavesTheRegistrationAloneWhenThePortIsTaken() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            Finding finding = look("--voice.sip.port=" + taken.getLocalPort());

            assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
            assertThat(finding.sentence()).contains("not tried");
            assertThat(exchange.requests("REGISTER")).isEmpty();
        }
    }

    @Test
    void saysThatNoExtensionIsToBeRegistered() throws Exception {
        try (DoctorSurroundings surroundings = DoctorSurroundings.of(List.of(
                "--voice.sip.port=0",
                "--voice.devices-file=" + folder.resolve("none.json"),
                "--voice.extensions-file=" + folder.resolve("none.yaml")))) {
            Finding finding = new RegistrationCheck()
                    .look(new Patient(surroundings, "sip:9001@127.0.0.1:1", "http://127.0.0.1:1"))
                    .get(0);
            assertThat(finding.state()).isEqualTo(Finding.State.WARNING);
            assertThat(finding.change()).contains("VOICE_SIP_REGISTRAR");
        }
    }

    private Finding overTls(String host, String... more) throws Exception {
        KeyStore keys = TestCertificate.make(folder);
        ServerSocket server = TestCertificate.context(keys)
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        exchange.accept(server);
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("--voice.sip.transport=tls");
        settings.add("--voice.sip.tls-port=0");
        settings.add("--voice.sip.tls.store=" + folder.resolve("own.p12"));
        settings.add("--voice.sip.registrar=" + host + ":" + server.getLocalPort());
        return look(settings.toArray(String[]::new));
    }

    private Finding look(String... more) throws Exception {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.addAll(List.of(
                "--voice.sip.port=0",
                "--voice.sip.domain=example.com",
                "--voice.devices-file=" + folder.resolve("none.json"),
                "--voice.extensions-file=" + folder.resolve("none.yaml")));
        for (String usual : List.of(
                "--voice.sip.registrar=" + exchange.address(),
                "--VOICE_EXT_9001_AUTH_ID=auth9001",
                "--VOICE_EXT_9001_PASSWORD=secret")) {
            if (settings.stream().noneMatch(one -> one.startsWith(usual.substring(0, usual.indexOf('=') + 1)))) {
                settings.add(usual);
            }
        }
        if (settings.stream().filter(one -> one.startsWith("--voice.sip.port=")).count() > 1) {
            settings.remove("--voice.sip.port=0");
        }
        try (DoctorSurroundings surroundings = DoctorSurroundings.of(settings)) {
            return new RegistrationCheck()
                    .look(new Patient(surroundings, "sip:9001@127.0.0.1:1", "http://127.0.0.1:1"))
                    .get(0);
        }
    }
}
