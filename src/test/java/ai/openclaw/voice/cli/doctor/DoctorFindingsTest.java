package ai.openclaw.voice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.boot.DoctorSurroundings;
import ai.openclaw.voice.testkit.ReferencePhone;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Illnesses that a healthy system does not show: what it would say of them comes from a stand-in. */
class DoctorFindingsTest {
    private HttpServer api;
    private volatile String registrations = "[]";

    @BeforeEach
    void start() throws Exception {
        api = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        api.createContext("/api/registrations", exchange -> {
            byte[] body = registrations.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    private Finding look(DoctorCheck check, String target, String... settings) throws Exception {
        try (DoctorSurroundings surroundings = DoctorSurroundings.of(List.of(settings))) {
            return check.look(new Patient(
                            surroundings,
                            target,
                            "http://127.0.0.1:" + api.getAddress().getPort()))
                    .get(0);
        }
    }

    @Test
    void namesThePortWhereSomebodyElseListens() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"));
                DoctorSurroundings surroundings = DoctorSurroundings.of(List.of(
                        "--voice.sip.port=0",
                        "--voice.http.host=127.0.0.2",
                        "--voice.http.port=" + other.getLocalPort()))) {
            assertThat(new PortsCheck().look(new Patient(surroundings, "sip:9001@127.0.0.1:1", "http://127.0.0.1:1")))
                    .anySatisfy(finding -> {
                        assertThat(finding.sentence()).contains("TCP " + other.getLocalPort() + " is taken");
                        assertThat(finding.change()).isEqualTo("VOICE_HTTP_PORT");
                    });
        }
    }

    @Test
    void warnsOfATokenThatOthersCanRead(@TempDir Path folder) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "secret");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));

        Finding finding = look(new SecretsCheck(), "sip:9001@127.0.0.1:1", "--voice.api.token-file=" + token);

        assertThat(finding.state()).isEqualTo(Finding.State.WARNING);
        assertThat(finding.change()).isEqualTo("chmod 600 " + token);
    }

    @Test
    void passesOnWhatToDoAboutAWrongPassword() throws Exception {
        registrations = "[{\"extension\":\"9001\",\"registrar\":\"pbx.example.com\",\"registered\":false,"
                + "\"state\":\"refused\",\"reason\":\"401 Unauthorized\",\"advice\":\"compare VOICE_EXT_9001_PASSWORD\"}]";

        Finding finding = look(new RegistrationCheck(), "sip:9001@127.0.0.1:1");

        assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
        assertThat(finding.sentence()).contains("9001 at pbx.example.com is refused: 401 Unauthorized");
        assertThat(finding.change()).contains("VOICE_EXT_9001_PASSWORD");
    }

    @Test
    void namesAPrivateAddressThatAPublicExchangeWasTold() throws Exception {
        registrations = "[{\"extension\":\"9001\",\"registrar\":\"198.51.100.7:5060\",\"registered\":true,"
                + "\"contact\":\"sip:9001@192.168.1.20:5062\"}]";

        Finding finding = look(new AddressCheck(), "sip:9001@127.0.0.1:1");

        assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
        assertThat(finding.change()).contains("VOICE_SIP_PUBLIC_ADDRESS");
    }

    @Test
    void namesALoopbackAddressForSound() throws Exception {
        registrations = "[{\"extension\":\"9001\",\"registrar\":\"192.168.1.5\",\"registered\":true,"
                + "\"contact\":\"sip:9001@192.168.1.20:5062\"}]";

        Finding finding = look(new AddressCheck(), "sip:9001@127.0.0.1:1");

        assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
        assertThat(finding.change()).isEqualTo("VOICE_RTP_HOST");
    }

    @Test
    void namesTheFirewallWhenNoSoundComes() throws Exception {
        try (ReferencePhone mute = new ReferencePhone(false)) {
            mute.loseEvery = 1;
            mute.start();
            Finding finding = look(new CallCheck(), mute.uri(), "--voice.models.dir=models");

            assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
            assertThat(finding.sentence()).isEqualTo("answered, but no sound came from it");
            assertThat(finding.change()).contains("VOICE_RTP_PORT_MIN", "PBX Delivers Audio");
        }
    }

    @Test
    void namesTheModelsWhenNoEngineIsThereAndTheAddressWhenNobodyAnswers() throws Exception {
        try (DoctorSurroundings nothing = DoctorSurroundings.of(List.of("--voice.models.dir=nowhere"))) {
            List<Finding> findings =
                    Doctor.look(new Patient(nothing, "sip:9001@127.0.0.1:1", "http://127.0.0.1:1"), told -> {});

            assertThat(findings)
                    .filteredOn(finding -> finding.check().equals("speech"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.sentence()).contains("./voice models"));
            assertThat(findings)
                    .filteredOn(finding -> finding.check().equals("hold"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.sentence()).endsWith("does not answer"));
        }
    }
}
