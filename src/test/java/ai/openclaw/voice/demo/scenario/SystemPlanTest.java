package ai.openclaw.voice.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SystemPlanTest {
    private static Scenario scenario(String name, String settings) {
        return new ScenarioReader()
                .read(name, "scenario: " + name + "\nsettings: {" + settings + "}\nsteps: [hang_up]");
    }

    @Test
    void whatAnExtensionCanHaveForItselfNeedsNoSystemOfItsOwn() {
        Scenario plain = scenario("plain", "");
        Scenario deaf = scenario("deaf", "voice.barge-in.enabled: false");
        Scenario deafToo = scenario("deaf-too", "voice.barge-in.enabled: false");
        Scenario brief = scenario("brief", "voice.limits.max-turns: 2");

        List<SystemPlan> plans = SystemPlan.of(List.of(plain, deaf, deafToo, brief));

        assertThat(plans).hasSize(1);
        assertThat(plans.get(0).settings())
                .containsExactly(
                        "voice.extensions.9101.barge-in.enabled=false",
                        "voice.extensions.9102.limits.max-turns=2",
                        "voice.canary.v2-extensions=9001,9101,9102");
        assertThat(plans.get(0).extensions().values()).containsExactly("9001", "9101", "9101", "9102");
    }

    @Test
    void otherSettingsNeedAnotherSystem() {
        Scenario plain = scenario("plain", "");
        Scenario other = scenario("other", "voice.stt.language: de-DE");

        List<SystemPlan> plans = SystemPlan.of(List.of(plain, other));

        assertThat(plans).hasSize(2);
        assertThat(plans.get(1).settings()).contains("voice.stt.language=de-DE");
    }
}
