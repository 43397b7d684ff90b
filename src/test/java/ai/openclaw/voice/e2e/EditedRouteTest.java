package ai.openclaw.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.demo.brain.RecordedRequest;
import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import ai.openclaw.voice.demo.caller.WordError;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.VoiceSystem;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route file is the pipeline: who edits it changes what a caller hears on a real telephone line, and no Java. */
class EditedRouteTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ASK =
            "              - to: {id: ask, uri: direct:openclaw-ask}     # body: Iterator of Speakable, clause by clause\n";
    private static final String VOICE = "                                - to: {id: voice, uri: direct:tts}";

    @TempDir
    private Path folder;

    @Test
    void stepsThatArePutInChangeTheQuestionAndTheAnswer() throws Exception {
        String edited = edit(
                builtIn(),
                ASK,
                "              - setBody: {id: other-question, constant: what are your opening hours on saturday}\n"
                        + ASK);
        edited = edit(
                edited,
                VOICE,
                "                                - bean: {id: reword, beanType: " + SundayForSaturday.class.getName()
                        + "}\n" + VOICE);
        Files.writeString(folder.resolve("voice-turn.camel.yaml"), edited);

        try (VoiceSystem system = VoiceSystem.patient("voice.phrases.greeting=Hello.", "voice.routes.dir=" + folder)) {
            String heard = ring(system);

            assertThat(questions(system)).containsExactly("what are your opening hours on saturday");
            assertThat(WordError.rate("On Sunday we are open from nine AM to twelve thirty PM.", heard))
                    .as("the caller heard: %s", heard)
                    .isLessThan(0.35);
            assertThat(heard.toLowerCase()).contains("sunday").doesNotContain("saturday");
        }
    }

    @Test
    void aStepThatIsTakenOutIsNotDone() throws Exception {
        VoiceSystem.copyOfRoutes(folder);
        String edited = edit(
                builtIn(),
                ASK,
                "              - setBody: {id: closed, simple: \"${bean:phrases?method=get('closed')}\"}\n");
        Files.writeString(folder.resolve("voice-turn.camel.yaml"), edited);

        try (VoiceSystem system = VoiceSystem.patient(
                "voice.phrases.greeting=Hello.",
                "voice.phrases.closed=We are closed today. Please call again tomorrow morning.",
                "camel.main.routes-include-pattern=file:" + folder + "/*.camel.yaml")) {
            String heard = ring(system);

            assertThat(questions(system)).isEmpty();
            assertThat(WordError.rate("We are closed today. Please call again tomorrow morning.", heard))
                    .as("the caller heard: %s", heard)
                    .isLessThan(0.35);
        }
    }

    private static String builtIn() throws Exception {
        return Files.readString(Path.of("src/main/resources/routes/voice-turn.camel.yaml"));
    }

    private static String edit(String file, String from, String to) {
        assertThat(file).containsOnlyOnce(from);
        return file.replace(from, to);
    }

    /** What was asked by calls; the warm-up's question is none of them. */
    private static List<String> questions(VoiceSystem system) {
        return system.brain().counters().questions().stream()
                .filter(request -> request.sessionKey().contains("call-"))
                .map(EditedRouteTest::words)
                .toList();
    }

    private static String words(RecordedRequest request) {
        try {
            var messages = new ObjectMapper().readTree(request.body()).get("messages");
            return messages.get(messages.size() - 1).get("content").asText();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String ring(VoiceSystem system) throws Exception {
        HumanSpeech.Clip clip = HumanSpeech.required().clip("cannot-complete-as-dialed");
        CallScript script = CallScript.begin()
                .awaitGreeting(PATIENCE)
                .say(clip.text(), clip.sound())
                .awaitAnswer(PATIENCE)
                .hangUp();
        return new ScriptedCall(null, new Listener(system.ears(), "en-US"), CallObserver.NONE)
                .run(system.call("9001"), script, null)
                .turns()
                .get(0)
                .answer();
    }
}
