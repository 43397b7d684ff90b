package ai.openclaw.voice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.boot.DoctorSurroundings;
import ai.openclaw.voice.testkit.VoiceSystem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A system that is well gets nothing but ok; each illness gets the sentence and the setting that cure it. */
class DoctorTest {
    private static VoiceSystem system;

    @BeforeAll
    static void start() {
        system = VoiceSystem.start("voice.phrases.greeting=Hello.");
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private static List<String> settings(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--voice.admin.password=for-tests-only",
                "--voice.demo-brain.port=" + system.brain().port(),
                "--voice.models.dir=models"));
        settings.addAll(List.of(more));
        return settings;
    }

    private static List<Finding> look(DoctorCheck check, String target, String... more) throws Exception {
        try (DoctorSurroundings surroundings = DoctorSurroundings.of(settings(more))) {
            return check.look(new Patient(surroundings, target, "http://127.0.0.1:" + system.httpPort()));
        }
    }

    private static String target() {
        return "sip:9001@127.0.0.1:" + system.sipPort();
    }

    @Test
    void findsNothingWrongWithASystemThatIsWell() throws Exception {
        try (DoctorSurroundings surroundings = DoctorSurroundings.of(settings())) {
            List<Finding> findings = Doctor.look(
                    new Patient(surroundings, target(), "http://127.0.0.1:" + system.httpPort()), told -> {});
            assertThat(findings)
                    .filteredOn(finding -> finding.state() == Finding.State.FAILED)
                    .isEmpty();
            assertThat(findings)
                    .filteredOn(finding -> finding.state() == Finding.State.OK)
                    .extracting(Finding::check)
                    .contains("system", "call", "dtmf", "hold", "srtp", "speech", "models", "clock", "registration");
        }
    }

    @Test
    void saysThatNothingRuns() throws Exception {
        try (DoctorSurroundings surroundings = DoctorSurroundings.of(settings())) {
            Finding finding = new SystemCheck()
                    .look(new Patient(surroundings, target(), "http://127.0.0.1:1"))
                    .get(0);
            assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
            assertThat(finding.change()).contains("./voice run", "VOICE_HTTP_PORT");
        }
    }

    @Test
    void namesTheBrainsAddressWhenItIsDown() throws Exception {
        assertThat(look(new BrainCheck(), target(), "--voice.openclaw.url=http://127.0.0.1:1"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
                    assertThat(finding.sentence()).startsWith("no answer from http://127.0.0.1:1");
                    assertThat(finding.change()).isEqualTo("VOICE_OPENCLAW_URL");
                });
    }

    @Test
    void warnsOfTheDemoBrain() throws Exception {
        assertThat(look(new BrainCheck(), target())).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(Finding.State.WARNING);
            assertThat(finding.change()).isEqualTo("VOICE_OPENCLAW_URL");
        });
    }

    @Test
    void namesTheWrongPasswordOfTheOperator() throws Exception {
        assertThat(look(new RegistrationCheck(), target(), "--voice.admin.password=another"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.change()).contains("VOICE_ADMIN_PASSWORD"));
    }

    @Test
    void namesTheModelsThatAreMissing() throws Exception {
        assertThat(look(new ModelsCheck(), target(), "--voice.models.dir=nowhere"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
                    assertThat(finding.change()).contains("./voice models");
                });
    }

    @Test
    void namesTheListOfExtensionsWhenOneIsUnknown() throws Exception {
        assertThat(look(new CallCheck(), "sip:4711@127.0.0.1:" + system.sipPort()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.sentence()).contains("refused with 404");
                    assertThat(finding.change()).contains("VOICE_V2_EXTENSIONS");
                });
    }

    @Test
    void warnsOfPortsThatAreV1s() throws Exception {
        assertThat(look(new PortsCheck(), target(), "--voice.sip.port=5070", "--voice.rtp.port-min=30000"))
                .extracting(Finding::state)
                .contains(Finding.State.WARNING);
    }
}
