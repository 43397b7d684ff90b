package ai.openclaw.voice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.boot.DoctorSurroundings;
import ai.openclaw.voice.testkit.VoiceSystem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A system that takes protected calls only is called with protection by every check. */
class DoctorSrtpTest {
    private static VoiceSystem system;

    @BeforeAll
    static void start() {
        system = VoiceSystem.start("voice.phrases.greeting=Hello.", "voice.rtp.srtp=required");
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private static List<Finding> look(String srtp, DoctorCheck... checks) throws Exception {
        List<Finding> findings = new ArrayList<>();
        try (DoctorSurroundings surroundings = DoctorSurroundings.of(List.of(
                "--voice.admin.password=for-tests-only", "--voice.models.dir=models", "--voice.rtp.srtp=" + srtp))) {
            Patient patient = new Patient(
                    surroundings, "sip:9001@127.0.0.1:" + system.sipPort(), "http://127.0.0.1:" + system.httpPort());
            for (DoctorCheck check : checks) {
                findings.addAll(check.look(patient));
            }
        }
        return findings;
    }

    @Test
    void hearsPressesAndHoldsInProtectedCalls() throws Exception {
        assertThat(look("required", new CallCheck(), new KeysCheck(), new HoldCheck(), new SrtpCheck()))
                .allSatisfy(finding ->
                        assertThat(finding.state()).as(finding.sentence()).isEqualTo(Finding.State.OK))
                .extracting(Finding::check)
                .containsExactly("call", "dtmf", "hold", "srtp");
    }

    @Test
    void namesTheSettingWhenItIsAnotherOneHereThanThere() throws Exception {
        assertThat(look("off", new HoldCheck())).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(Finding.State.FAILED);
            assertThat(finding.sentence()).contains("refused with 488");
            assertThat(finding.change()).contains("VOICE_RTP_SRTP");
        });
    }
}
