package ai.openclaw.voice.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.Voice;
import ai.openclaw.voice.demo.scenario.CallWatch;
import ai.openclaw.voice.demo.scenario.Scenario;
import ai.openclaw.voice.demo.scenario.ScenarioLibrary;
import ai.openclaw.voice.demo.scenario.ScenarioReport;
import ai.openclaw.voice.demo.scenario.SipScenarios;
import ai.openclaw.voice.demo.scenario.SystemPlan;
import ai.openclaw.voice.testkit.VoiceSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The library's scenarios, as calls over SIP and RTP. They share as few systems as their settings permit, and some run at
 * once; the calls are all made before the first one is judged.
 */
class SipScenariosTest {
    /** More at once, and two slow cores would be what is tested. */
    private static final int AT_ONCE = 4;

    /** Shorter than the product's, for each of the calls begins with it. */
    private static final String GREETING = "Hello. How can I help you?";

    private static final Map<String, Future<ScenarioReport>> REPORTS = new LinkedHashMap<>();

    /** All, or with {@code -Dscenario=name,name} some. */
    static Stream<Scenario> scenarios() {
        String only = System.getProperty("scenario", "");
        return ScenarioLibrary.all().stream()
                .filter(s -> s.runsOn(Scenario.Runner.SIP))
                .filter(s -> only.isEmpty() || List.of(only.split(",")).contains(s.name()));
    }

    @BeforeAll
    static void makeAllCalls() throws Exception {
        for (SystemPlan plan : SystemPlan.of(scenarios().toList())) {
            callAll(plan);
        }
    }

    private static void callAll(SystemPlan plan) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        List<String> settings = new ArrayList<>(plan.settings());
        settings.add("voice.phrases.greeting=" + GREETING);
        try (VoiceSystem system = VoiceSystem.start(settings.toArray(String[]::new))) {
            SipScenarios runner = new SipScenarios(
                    "127.0.0.1:" + system.sipPort(),
                    Voice.of(system.bean(TtsEngines.class).primary()),
                    new Listener(system.ears(), "en-US"),
                    CallWatch.on(system.bean(CamelContext.class), system.brain()));
            for (Scenario scenario : plan.extensions().keySet()) {
                String extension = plan.extensions().get(scenario);
                REPORTS.put(scenario.name(), callers.submit(() -> runner.run(scenario, extension)));
            }
            for (Scenario scenario : plan.extensions().keySet()) {
                try {
                    System.out.println(REPORTS.get(scenario.name()).get().text());
                } catch (java.util.concurrent.ExecutionException toldByItsTest) {
                    // The others are to be heard all the same.
                }
            }
            system.awaitNothingLeft();
        } finally {
            callers.shutdownNow();
        }
    }

    @AfterAll
    static void forget() {
        REPORTS.clear();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void passesOverSip(Scenario scenario) throws Exception {
        ScenarioReport report = REPORTS.get(scenario.name()).get();

        assertThat(report.passed()).as("%n%s", report.text()).isTrue();
    }
}
