package ai.openclaw.voice.component.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HibariTtsEngineTest {
    private static HibariTtsEngine hibari;

    @BeforeAll
    static void loadTheVoice() throws TtsException {
        Path folder = TtsEngineFactory.hibariFolder(TtsEngineFactory.modelsFolder());
        assumeTrue(HibariTtsEngine.isThere(folder), "no hibari voice in the models folder; the set-up fetches it");
        hibari = new HibariTtsEngine(folder, 2);
    }

    @AfterAll
    static void closeTheVoice() {
        if (hibari != null) {
            hibari.close();
        }
    }

    @Test
    void speaksAtTheSameLevelAsTheOtherEngines() throws TtsException {
        Pcm speech = spoken("Your appointment is confirmed for Tuesday at half past three.");

        assertThat(speech.sampleRateHz()).isEqualTo(16_000);
        assertThat(speech.durationMs()).isBetween(2000, 6000);
        assertThat(Sound.activeDbfs(speech)).isCloseTo(-20, within(1.5));
        assertThat(Sound.leadingSilenceMs(speech)).isLessThan(120);
        assertThat(Sound.trailingSilenceMs(speech)).isBetween(200, 600);
    }

    @Test
    void speaksForManyCallsAtOnce() throws Exception {
        int alone = spoken("The meeting room is free at nine.").samples().length;
        ExecutorService callers = Executors.newFixedThreadPool(6);
        try {
            List<Future<Pcm>> calls = IntStream.range(0, 12)
                    .mapToObj(i -> callers.submit(() -> spoken("The meeting room is free at nine.")))
                    .toList();
            for (Future<Pcm> call : calls) {
                // The noise in it differs, so where its silence begins may differ by a frame or two.
                assertThat(call.get().samples().length).isCloseTo(alone, within(16 * 60));
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void saysTextOfManyLengths() throws TtsException {
        assertThat(spoken("Oh.").durationMs()).isGreaterThan(200);
        assertThat(spoken("word ".repeat(150) + ".").durationMs()).isGreaterThan(20_000);
    }

    @Test
    void namesTheFolderOfABrokenVoice(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("vocab.json"), "{}");
        Files.writeString(folder.resolve("hibari.onnx"), "not a model");
        assertThatThrownBy(() -> new HibariTtsEngine(folder, 1))
                .isInstanceOf(TtsException.class)
                .hasMessageContaining(folder.toString());
    }

    private static Pcm spoken(String text) throws TtsException {
        return Sound.all(hibari.speak(Speakable.ofAnswer(text), null));
    }
}
