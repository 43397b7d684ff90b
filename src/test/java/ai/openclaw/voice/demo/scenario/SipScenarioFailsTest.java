package ai.openclaw.voice.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.testkit.ReferencePhone;
import ai.openclaw.voice.testkit.Sounds;
import ai.openclaw.voice.testkit.TextbookG711;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A check that cannot fail is none: what a scenario expects, and does not get, is told. */
class SipScenarioFailsTest {
    private static ScenarioReport run(ReferencePhone far, String steps) throws Exception {
        String uri = far.uri();
        Scenario scenario = new ScenarioReader()
                .read("mine.yaml", "scenario: mine\ncaller: {transport: tcp}\nsteps:\n" + steps.replace(';', '\n'));
        return new SipScenarios(uri.substring(uri.indexOf('@') + 1), words -> null, null, null).run(scenario);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- expect: {speech_within_ms: 5000}                                   | true  | ''",
                "- expect: {speech_within_ms: 5000};- wait: 1500;- expect: {absent: speech, for_ms: 300} | true | ''",
                "- expect: {absent: speech, for_ms: 1500}                             | false | heard",
                "- expect: {hangup_within_ms: 300}                                    | false | the call goes on",
                "- wait: 1500;- barge_in: {at_ms: 10, noise: 100}                     | true  | ''",
                "- hang_up;- noise: 100                                               | false | the call is over already"
            })
    void tellsWhatWasOtherwiseThanExpected(String steps, boolean passes, String detail) throws Exception {
        try (ReferencePhone far = new ReferencePhone(true)) {
            far.greeting = TextbookG711.toMuLaw(Sounds.tone(400, 500, 9000));
            far.start();

            ScenarioReport report = run(far, steps);

            assertThat(report.passed()).as(report.text()).isEqualTo(passes);
            assertThat(report.text()).contains(detail);
        }
    }

    @Test
    void aCallThatIsRefusedIsAFailure() throws Exception {
        try (ReferencePhone far = new ReferencePhone(true)) {
            far.rejectWith = 404;
            far.start();

            ScenarioReport report = run(far, "- hang_up");

            assertThat(report.passed()).isFalse();
            assertThat(report.text()).contains("FAILED", "call 9001", "404");
        }
    }
}
