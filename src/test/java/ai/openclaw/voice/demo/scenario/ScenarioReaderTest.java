package ai.openclaw.voice.demo.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.caller.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
    private final ScenarioReader reader = new ScenarioReader(clip -> clip.equals("known") ? "words of the clip" : "");

    private Scenario read(String steps) {
        return reader.read("my.yaml", "scenario: mine\nsteps:\n" + steps);
    }

    @Test
    void readsAWholeScenario() {
        Scenario scenario = reader.read(
                "my.yaml",
                """
                scenario: mine
                description: What it is for
                extension: "9002"
                settings: {voice.barge-in.enabled: false}
                brain:
                  - {when_asked: price, answer: "Thirty dollars.", first_token_ms: 500}
                  - {fault: status, status: 503}
                caller: {loss: 5%, jitter_ms: 50, gain_db: -20, codec: pcma, transport: tcp, echo_db: -24}
                steps:
                  - say: {clip: known, from_ms: 200, to_ms: 900, gain_db: -6}
                  - hang_up
                then:
                  record: {endReason: caller-hangup, turns: 1..2}
                  asked: "the price"
                """);

        assertThat(scenario.name()).isEqualTo("mine");
        assertThat(scenario.extension()).isEqualTo("9002");
        assertThat(scenario.settings()).isEqualTo(Map.of("voice.barge-in.enabled", "false"));
        assertThat(scenario.brain().forQuestion("What's the PRICE, please?").firstTokenMs())
                .isEqualTo(500);
        assertThat(scenario.brain().forQuestion("Hello?").fault()).isEqualTo(Fault.status(503));
        assertThat(scenario.line()).isEqualTo(new CallerLine(5, 50, -20, 0, -24.0, 120, Codec.PCMA, true));
        assertThat(scenario.steps().get(0))
                .isEqualTo(new ScenarioStep.Say(
                        10,
                        new CallerSound(
                                List.of(new CallerSound.Part(
                                        CallerSound.Kind.CLIP, "words of the clip", "known", 0, 200, 900, -6)),
                                null)));
        assertThat(scenario.then().asked()).isEqualTo("the price");
    }

    @Test
    void aTextAloneIsSaid() {
        assertThat(read("- say: Hello there").steps().get(0).inShort()).isEqualTo("say \"Hello there\"");
    }

    @Test
    void aNoiseIsAStepOfItsOwn() {
        List<ScenarioStep> steps =
                read("- cough: {}\n- noise: {ms: 300, gain_db: -6}\n- mhm: 400").steps();

        assertThat(steps)
                .extracting(ScenarioStep::inShort)
                .containsExactly("say cough of 450 ms", "say noise of 300 ms", "say mhm");
        assertThat(((ScenarioStep.Say) steps.get(2)).sound().words()).isEqualTo("mhm");
    }

    @Test
    void partsAreSaidOneAfterTheOther() {
        ScenarioStep.BargeIn step =
                (ScenarioStep.BargeIn) read("- barge_in: {at_ms: 800, say: [\"one\", {pause: 300}, {text: \"two\"}]}")
                        .steps()
                        .get(0);

        assertThat(step.atMs()).isEqualTo(800);
        assertThat(step.sound().words()).isEqualTo("one two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- expect: {herd: hello}            | my.yaml, line 3: expect has no key herd",
                "- expect: {heard: hi, for_ms: 300} | my.yaml, line 3: expect mixes [heard, absent]",
                "- expect: {}                       | my.yaml, line 3: expect names nothing",
                "- shout: hello                     | my.yaml, line 3: steps has no key shout",
                "- hangup                           | my.yaml, line 3: steps has a step that does not exist: hangup",
                "- wait: soon                       | my.yaml, line 3: wait must be a number, not soon",
                "- wait: -1                         | my.yaml, line 3: wait must be from 0 to 600000, not -1",
                "- dtmf: 12x                        | my.yaml, line 3: dtmf must be keys of 0-9*#A-D, not 12x",
                "- say: {clip: unknown}             | my.yaml, line 3: clip is no recording whose words are known",
                "- say: {gain_db: 3}                | my.yaml, line 3: say has no sound",
                "- say: ''                          | my.yaml, line 3: say says nothing",
                "- {wait: 1, cough: {}}             | my.yaml, line 3: steps has a step with 2 keys"
            })
    void saysWhichFileAndLineAndKeyIsWrong(String step, String message) {
        assertThatThrownBy(() -> read(step))
                .isInstanceOf(ScenarioFormatException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expect: {heard: 5, within_ms: x}  | for example: expect: {heard: \"how can I help\", within_ms: 5000}",
                "barge_in: {at_ms: -1, text: hi}   | for example: barge_in: {at_ms: 800, text: \"stop, please\"}"
            })
    void showsWhatItShouldLookLike(String step, String example) {
        assertThatThrownBy(() -> read("- " + step)).hasMessageEndingWith(example);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "caller: {loss: 5 percent}       | line 3: loss must be a number",
                "caller: {loss: 101%}            | line 3: loss must be from 0 to 100, not 101",
                "caller: {codec: opus}           | line 3: codec must be PCMU or PCMA, not opus",
                "brain: {fault: sulk}            | line 3: fault is none that the demo brain knows: sulk",
                "settings: {server.port: 1}      | line 3: server.port is no setting of ours",
                "then: {record: {turnz: 1}}      | line 3: turnz is no field of a call's record",
                "only: paper                     | line 3: only must be sip or virtual, not paper",
                "colour: red                     | line 3: the file has no key colour"
            })
    void checksWhatIsAroundTheSteps(String line, String message) {
        assertThatThrownBy(() -> reader.read("my.yaml", "scenario: mine\nsteps: [hang_up]\n" + line))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | the file is empty",
                "'steps: [hang_up]'            | the key scenario is missing; for example: scenario:",
                "'scenario: mine'              | the key steps is missing; for example: steps:",
                "'scenario: My Scenario'       | scenario must be a name of small letters",
                "'scenario: {'                 | this is no YAML",
                "'- a list'                    | the file must be keys with values",
                "'scenario: a\nscenario: b'    | scenario is there twice"
            })
    void refusesWhatIsNoScenario(String file, String message) {
        assertThatThrownBy(() -> reader.read("my.yaml", file.replace("\\n", "\n")))
                .isInstanceOf(ScenarioFormatException.class)
                .hasMessageStartingWith("my.yaml, line ")
                .hasMessageContaining(message);
    }

    @Test
    void theLibraryHasAtLeast25ScenariosWithNamesOfTheirFiles() {
        assertThat(ScenarioLibrary.all()).hasSizeGreaterThanOrEqualTo(25).allSatisfy(scenario -> {
            assertThat(scenario.file()).isEqualTo(scenario.name() + ".yaml");
            assertThat(scenario.description()).isNotBlank();
        });
    }

    @Test
    void everyExampleInTheDocumentIsAScenario() throws IOException {
        String doc = Files.readString(Path.of("docs/scenarios.md"));
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(doc)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(2).allSatisfy(example -> assertThat(
                        reader.read("example.yaml", example).steps())
                .isNotEmpty());
    }
}
