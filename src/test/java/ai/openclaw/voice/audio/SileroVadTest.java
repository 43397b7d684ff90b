package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.Tones;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SileroVadTest {
    private static SileroModel model;

    @BeforeAll
    static void load() {
        model = new SileroModel(HumanSpeech.model("silero-vad-v6", "silero_vad.onnx"));
    }

    @AfterAll
    static void unload() {
        if (model != null) {
            model.close();
        }
    }

    private static double speechShare(short[] samples) {
        try (SileroVad vad = new SileroVad(model)) {
            int speech = 0;
            int frames = 0;
            for (int at = 0; at + vad.frameSamples() <= samples.length; at += vad.frameSamples()) {
                speech += vad.probability(samples, at) >= 0.5f ? 1 : 0;
                frames++;
            }
            return (double) speech / frames;
        }
    }

    @Test
    void silenceToneAndNoiseAreNoSpeech() {
        Random random = new Random(5);
        short[] noise = new short[80_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (random.nextGaussian() * 1500);
        }
        assertThat(speechShare(new short[80_000])).isZero();
        assertThat(speechShare(Tones.sine(440, 10_000, 8000))).isLessThan(0.02);
        assertThat(speechShare(noise)).isLessThan(0.02);
    }

    @Test
    void humansSpeak() throws Exception {
        List<short[]> clips = humanSpeech();
        double share = 0;
        int begun = 0;
        for (short[] clip : clips) {
            share += speechShare(clip);
            begun += utterances(clip) > 0 ? 1 : 0;
        }
        System.out.printf(
                "%d clips, %.0f %% of frames speech, %d begun%n", clips.size(), 100 * share / clips.size(), begun);
        assertThat(share / clips.size()).isGreaterThan(0.7);
        assertThat(begun).isGreaterThan(clips.size() * 95 / 100);
    }

    /** Through G.711 and line noise, as a call would bring it. */
    private static int utterances(short[] clip) {
        int[] starts = new int[1];
        SpeechDetector.Listener count = new SpeechDetector.Listener() {
            @Override
            public void speechStarted() {
                starts[0]++;
            }

            @Override
            public void speech(short[] samples, int sampleRateHz) {}

            @Override
            public void speechEnded(int silenceMs) {}

            @Override
            public void speechResumed() {}

            @Override
            public void utteranceFull() {}
        };
        Random random = new Random(7);
        short[] line = new short[clip.length + 16_000];
        for (int i = 0; i < line.length; i++) {
            int sample = i >= 8000 && i < 8000 + clip.length ? clip[i - 8000] : 0;
            line[i] = G711.PCMU.decode(G711.PCMU.encode((short) (sample + random.nextGaussian() * 20)));
        }
        try (SpeechDetector detector =
                new SpeechDetector(new SileroVad(model), SpeechDetector.Settings.DEFAULT, count)) {
            for (int at = 0; at + 160 <= line.length; at += 160) {
                detector.accept(line, at, 160);
            }
        }
        return starts[0];
    }

    @Test
    void twoStreamsDoNotDisturbEachOther() {
        short[] tone = Tones.sine(300, 3000, 8000);
        try (SileroVad alone = new SileroVad(model);
                SileroVad one = new SileroVad(model);
                SileroVad other = new SileroVad(model)) {
            Random random = new Random(1);
            for (int at = 0; at + 256 <= tone.length; at += 256) {
                short[] noise = new short[256];
                for (int i = 0; i < 256; i++) {
                    noise[i] = (short) (random.nextGaussian() * 3000);
                }
                float expected = alone.probability(tone, at);
                other.probability(noise, 0);
                assertThat(one.probability(tone, at)).isEqualTo(expected);
            }
        }
    }

    @Test
    void saysWhichFileIsNoModel(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("broken.onnx"), "no model");
        assertThatThrownBy(() -> new SileroModel(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broken.onnx");
    }

    private static List<short[]> humanSpeech() {
        HumanSpeech speech = HumanSpeech.required();
        return speech.names().stream()
                .limit(60)
                .map(name -> speech.clip(name).sound().samples())
                .filter(samples -> samples.length > 4000)
                .toList();
    }
}
