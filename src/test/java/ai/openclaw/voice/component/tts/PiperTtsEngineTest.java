package ai.openclaw.voice.component.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PiperTtsEngineTest {
    private static PiperTtsEngine piper;

    @BeforeAll
    static void loadTheVoice() throws TtsException {
        Path model =
                TtsEngineFactory.piperModel(TtsEngineFactory.modelsFolder()).orElse(null);
        assumeTrue(model != null, "no Piper voice in the models folder; the set-up fetches one");
        piper = new PiperTtsEngine(model, null, 2);
    }

    @AfterAll
    static void closeTheVoice() {
        if (piper != null) {
            piper.close();
        }
    }

    @Test
    void speaksAtTheSameLevelAsTheOtherEngines() throws TtsException {
        Pcm speech = spoken("Your appointment is confirmed for Tuesday at half past three.");

        assertThat(speech.sampleRateHz()).isEqualTo(22_050);
        assertThat(speech.durationMs()).isBetween(2000, 6000);
        assertThat(Sound.activeDbfs(speech)).isCloseTo(-20, within(1.5));
        assertThat(Sound.leadingSilenceMs(speech)).isLessThan(80);
    }

    @Test
    void givesTheFirstPartOfALongTextBeforeItsEnd() throws TtsException {
        String text = "I have moved your meeting to Wednesday. It begins at three, and it ends at four. Is that fine?";
        try (SpeechStream stream = piper.speak(Speakable.ofAnswer(text), null)) {
            Pcm first = stream.next();
            assertThat(first.durationMs()).isLessThanOrEqualTo(400);
            int totalMs = first.durationMs();
            for (Pcm piece = stream.next(); piece != null; piece = stream.next()) {
                totalMs += piece.durationMs();
            }
            assertThat(totalMs).isBetween(4000, 10_000);
        }
    }

    @Test
    void stopsWhenItIsClosed() throws TtsException {
        SpeechStream stream = piper.speak(Speakable.ofAnswer("One sentence. And another one. And a third."), null);
        assertThat(stream.next()).isNotNull();
        stream.close();
        assertThat(stream.next()).isNull();
    }

    @Test
    void saysWhatIsInNoDictionary() throws TtsException {
        assertThat(spoken("Brzlplk Kubernetes zorgonian.").durationMs()).isGreaterThan(800);
    }

    @Test
    void namesTheFileOfABrokenVoice(@TempDir Path folder) throws Exception {
        Path model = Files.writeString(folder.resolve("broken.onnx"), "not a model");
        assertThatThrownBy(() -> new PiperTtsEngine(model, null, 1))
                .isInstanceOf(TtsException.class)
                .hasMessageContaining("broken.onnx");
        Files.writeString(folder.resolve("broken.onnx.json"), "{}");
        assertThatThrownBy(() -> new PiperTtsEngine(model, null, 1))
                .isInstanceOf(TtsException.class)
                .hasMessageContaining("broken.onnx");
    }

    private static Pcm spoken(String text) throws TtsException {
        return Sound.all(piper.speak(Speakable.ofAnswer(text), null));
    }
}
