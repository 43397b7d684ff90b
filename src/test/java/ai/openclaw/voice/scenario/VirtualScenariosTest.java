package ai.openclaw.voice.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.demo.scenario.Scenario;
import ai.openclaw.voice.demo.scenario.ScenarioLibrary;
import ai.openclaw.voice.demo.scenario.ScenarioReport;
import ai.openclaw.voice.testkit.VirtualScenarios;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The library's scenarios against the routes, on a virtual clock. */
class VirtualScenariosTest {
    private static VirtualScenarios calls;

    @BeforeAll
    static void start() {
        calls = VirtualScenarios.of(null);
    }

    @AfterAll
    static void stop() {
        calls.close();
    }

    static Stream<Scenario> scenarios() {
        String only = System.getProperty("scenario", "");
        return ScenarioLibrary.all().stream()
                .filter(s -> s.runsOn(Scenario.Runner.VIRTUAL))
                .filter(s -> only.isEmpty() || List.of(only.split(",")).contains(s.name()));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void passesOnAVirtualClock(Scenario scenario) {
        ScenarioReport report = calls.run(scenario);

        assertThat(report.passed()).as("%n%s", report.text()).isTrue();
    }

    @Test
    void theSameScenarioGoesTheSameWayEachTime() {
        Scenario scenario = ScenarioLibrary.named("two-questions").orElseThrow();

        assertThat(times(calls.run(scenario))).isEqualTo(times(calls.run(scenario)));
    }

    private static List<Long> times(ScenarioReport report) {
        return report.steps().stream().map(ScenarioReport.Result::tookMs).toList();
    }
}
