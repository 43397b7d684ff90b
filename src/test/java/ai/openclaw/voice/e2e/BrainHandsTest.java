package ai.openclaw.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.bridge.Audit;
import ai.openclaw.voice.demo.brain.BrainScript;
import ai.openclaw.voice.demo.brain.RecordedRequest;
import ai.openclaw.voice.demo.brain.ToolCall;
import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import ai.openclaw.voice.demo.caller.WordError;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.VoiceSystem;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The brain uses its tools on real calls, over real HTTP, and gets what the extension allows. */
class BrainHandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<JsonNode> LINES = new CopyOnWriteArrayList<>();
    private static final AppenderBase<ILoggingEvent> WRITTEN = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            try {
                LINES.add(JSON.readTree(event.getFormattedMessage()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    @TempDir
    private static Path folder;

    private static VoiceSystem system;
    private static HumanSpeech.Clip clip;

    @BeforeAll
    static void start() throws IOException {
        clip = HumanSpeech.required().clip("cannot-complete-as-dialed");
        Path file = Files.writeString(
                folder.resolve("extensions.yaml"),
                """
                extensions:
                  "9001": {greeting: Hello., tools: {transfer-to: ["1001"]}}
                """);
        system = VoiceSystem.patient("voice.extensions-file=" + file);
        WRITTEN.start();
        audit().addAppender(WRITTEN);
    }

    @AfterAll
    static void stop() {
        audit().detachAppender(WRITTEN);
        system.close();
    }

    @BeforeEach
    void forget() {
        LINES.clear();
    }

    @Test
    void theBrainHangsUpWhenItsLastWordsWereHeard() throws Exception {
        int records = system.recordsOnceQuiet();

        CallReport report =
                call("Have a nice day then.", new ToolCall("end_call", "{}"), script().awaitAnswer(PATIENCE));

        assertThat(WordError.overlap("have a nice day", report.turns().get(0).answer()))
                .as("the caller heard: %s", report.turns().get(0).answer())
                .isGreaterThan(0.6);
        JsonNode record = system.awaitRecord(records + 1);
        assertThat(record.get("endReason").asText()).isEqualTo("assistant-hangup");
        assertThat(LINES).singleElement().satisfies(line -> {
            assertThat(line.get("verdict").asText()).isEqualTo("allowed");
            assertThat(line.get("callId").asText())
                    .isEqualTo(record.get("callId").asText());
        });
    }

    @Test
    void whateverTheModelWasTalkedIntoNobodyIsHandedOverToWhomTheExtensionDoesNotName() throws Exception {
        int asked = system.brain().counters().questions().size();

        call(
                "Of course, I will put you through.",
                new ToolCall("transfer_call", "{\"target\": \"00900123456\"}"),
                script().awaitAnswer(PATIENCE)
                        .say(clip.text(), clip.sound())
                        .awaitAnswer(PATIENCE)
                        .hangUp());

        assertThat(LINES).isNotEmpty().allSatisfy(line -> {
            assertThat(line.get("tool").asText()).isEqualTo("transfer_call");
            assertThat(line.get("target").asText()).isEqualTo("00900123456");
            assertThat(line.get("verdict").asText()).isEqualTo("refused");
            assertThat(line.get("reason").asText()).isEqualTo("target-not-permitted");
        });
        List<RecordedRequest> questions = system.brain().counters().questions();
        JsonNode first = JSON.readTree(questions.get(asked).body());
        assertThat(first.at("/tools"))
                .extracting(tool -> tool.at("/function/name").asText())
                .containsExactly("end_call", "transfer_call");
        assertThat(first.at("/tools/1/function/parameters/properties/target/enum/0")
                        .asText())
                .isEqualTo("1001");
        assertThat(questions.get(questions.size() - 1).body())
                .as("the next question tells what became of it")
                .contains("was refused (target-not-permitted)");
    }

    @Test
    void whomTheExtensionNamesTheCallerIsHandedOverToAndHearsWhenThatFails() throws Exception {
        // The caller's phone takes no REFER: 405.
        CallReport report = call(
                "I will put you through.",
                new ToolCall("transfer_call", "{\"target\": \"1001\"}"),
                script().awaitFarSpeech(PATIENCE)
                        .awaitFarSilence(5000, PATIENCE)
                        .awaitAnswer(PATIENCE)
                        .hangUp());

        Awaitility.await().atMost(PATIENCE).until(() -> LINES.size() == 3);
        assertThat(LINES).extracting(line -> line.get("verdict").asText()).containsExactly("allowed", "done", "failed");
        assertThat(LINES).extracting(line -> line.get("target").asText()).containsOnly("1001");
        assertThat(LINES.get(2).get("reason").asText()).isEqualTo("refused");
        String heard = report.turns().toString();
        assertThat(WordError.overlap("is there anything else that I can do for you", heard))
                .as("the caller heard: %s", heard)
                .isGreaterThan(0.6);
    }

    private static CallScript script() {
        return CallScript.begin().awaitGreeting(PATIENCE).say(clip.text(), clip.sound());
    }

    /** The brain says and does the same in answer to whatever it is asked. */
    private static CallReport call(String answer, ToolCall tool, CallScript script) throws Exception {
        BrainScript.Part part = new BrainScript.Part("", answer, null, null, null, tool);
        system.brain().scripts().forAll(new BrainScript(List.of(part)));
        try {
            Listener listener = new Listener(system.ears(), "en-US");
            return new ScriptedCall(null, listener, CallObserver.NONE).run(system.call("9001"), script, null);
        } finally {
            system.brain().scripts().forAll(BrainScript.NONE);
            system.awaitNothingLeft();
        }
    }

    private static Logger audit() {
        return (Logger) LoggerFactory.getLogger(Audit.LOGGER);
    }
}
