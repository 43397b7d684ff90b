package ai.openclaw.voice.component.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.WordErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models themselves, on a human's recorded voice. */
@Timeout(120)
class LocalEnginesTest {
    private static final String[] SENTENCES = {
        "vm-intro", "invalid", "agent-alreadyon", "auth-incorrect", "vm-options", "cannot-complete-as-dialed"
    };

    private static final Map<String, SttEngine> ENGINES = new HashMap<>();

    @AfterAll
    static void close() {
        ENGINES.values().forEach(SttEngine::close);
        ENGINES.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"moonshine", "whisper"})
    void hearsWhatAHumanSays(String name) throws Exception {
        HumanSpeech human = SpeechModels.needHuman();
        SttEngine engine = engine(name);
        assertThat(SpeechModels.wordsWrong(engine, human, SENTENCES)).isLessThan(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moonshine", "whisper"})
    void hearsAnUtteranceOfTwoMinutes(String name) throws Exception {
        HumanSpeech human = SpeechModels.needHuman();
        Pcm one = human.clip("demo-congrats").sound();
        int pause = 4000;
        short[] samples = new short[4 * (one.samples().length + pause)];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(one.samples(), 0, samples, i * (one.samples().length + pause), one.samples().length);
        }
        SttEngine engine = engine(name);
        String heard = SpeechModels.hear(engine, new Pcm(samples, 8000));
        String text = human.clip("demo-congrats").text();
        WordErrors errors = WordErrors.between(String.join(" ", text, text, text, text), heard);
        assertThat(errors.wrong() * 100 / errors.words()).as(heard).isLessThan(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moonshine", "whisper"})
    void hearsQuietSpeech(String name) throws Exception {
        HumanSpeech human = SpeechModels.needHuman();
        HumanSpeech.Clip clip = human.clip("auth-incorrect");
        short[] quiet = new short[clip.sound().samples().length];
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] = (short) (clip.sound().samples()[i] / 40);
        }
        SttEngine engine = engine(name);
        String heard = SpeechModels.hear(engine, new Pcm(quiet, 8000));
        assertThat(WordErrors.between(clip.text(), heard).wrong()).as(heard).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moonshine", "whisper"})
    void hearsNothingInSilenceAndNoise(String name) throws Exception {
        Random random = new Random(3);
        short[] silence = new short[16000];
        short[] noise = new short[16000];
        for (int i = 0; i < noise.length; i++) {
            silence[i] = (short) (random.nextInt(17) - 8);
            noise[i] = (short) (random.nextGaussian() * 300);
        }
        SttEngine engine = engine(name);
        assertThat(SpeechModels.hear(engine, new Pcm(silence, 8000))).isEmpty();
        assertThat(SpeechModels.hear(engine, new Pcm(noise, 8000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"moonshine", "whisper"})
    void takesAnyLengthDownToASingleSample(String name) throws Exception {
        short[] speech = BatchEngineTest.speech(1);
        SttEngine engine = engine(name);
        for (int length : new int[] {1, 79, 160, 1000}) {
            assertThat(SpeechModels.hear(engine, new Pcm(Arrays.copyOfRange(speech, 100, 100 + length), 16000)))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"moonshine", "whisper"})
    void hearsManyCallersAtOnceAndMixesNothingUp(String name) throws Exception {
        HumanSpeech human = SpeechModels.needHuman();
        List<HumanSpeech.Clip> clips = Arrays.stream(SENTENCES).map(human::clip).toList();
        ExecutorService callers = Executors.newFixedThreadPool(clips.size());
        SttEngine engine = engine(name);
        try {
            List<String> alone = new ArrayList<>();
            for (HumanSpeech.Clip clip : clips) {
                alone.add(SpeechModels.hear(engine, clip.sound()));
            }
            List<Future<String>> together = new ArrayList<>();
            for (HumanSpeech.Clip clip : clips) {
                together.add(callers.submit(() -> SpeechModels.hear(engine, clip.sound())));
            }
            for (int i = 0; i < clips.size(); i++) {
                assertThat(together.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(alone.get(i));
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"moonshine", "whisper"})
    void stopsInTheMiddleWhenNobodyWaitsAnyMore(String name) throws Exception {
        HumanSpeech human = SpeechModels.needHuman();
        SttEngine engine = engine(name);
        for (int i = 0; i < 5; i++) {
            SttEngine.Recognition recognition = engine.begin("en-US");
            SpeechModels.feed(recognition, human.clip("vm-options").sound());
            recognition.pause(guess -> {});
            recognition.close();
        }
        assertThat(SpeechModels.hear(engine, human.clip("vm-intro").sound())).isNotEmpty();
    }

    @Test
    void asksWhisperOnlyAboutTheWordsThatMoonshineIsUnsureOf() throws Exception {
        HumanSpeech human = SpeechModels.needHuman();
        BatchEngine whisper = (BatchEngine) engine("whisper");
        List<Integer> asked = new ArrayList<>();
        BatchEngine counting = new BatchEngine("counting", "en", 1, Duration.ofSeconds(10), 10_000) {
            @Override
            String transcribe(float[] samples, Cancellation cancellation) throws SttException {
                asked.add(samples.length);
                return whisper.transcribe(samples, cancellation);
            }
        };
        try (SttEngine engine = new MoonshineEngine(
                "moonshine", SpeechModels.need("moonshine-tiny-en"), 1, 1, Duration.ofSeconds(100), counting)) {
            SpeechModels.hear(engine, human.clip("cannot-complete-as-dialed").sound());
            assertThat(asked).isEmpty();
            String heard = SpeechModels.hear(engine, human.clip("vm-undeleted").sound());
            assertThat(asked).hasSize(1);
            assertThat(heard)
                    .isEqualTo(SpeechModels.hear(
                            whisper, human.clip("vm-undeleted").sound()));
        }
    }

    @Test
    void saysWhichModelCannotBeLoaded(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
        assertThatThrownBy(() -> new WhisperOnnxEngine(broken))
                .isInstanceOf(SttException.class)
                .hasMessageContaining(broken.toString());
        assertThatThrownBy(() -> new MoonshineEngine(folder))
                .isInstanceOf(SttException.class)
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> new VoskEngine(folder, "en"))
                .isInstanceOf(SttException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void leavesABrokenModelOutAndTakesTheNextBest(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("moonshine-tiny-en"));
        Files.writeString(folder.resolve("moonshine-tiny-en/tokenizer.bin"), "x");
        Path whisper = SpeechModels.need("whisper-tiny.en/model_int8.onnx");
        Files.createDirectories(folder.resolve("whisper-tiny.en"));
        Files.createSymbolicLink(folder.resolve("whisper-tiny.en/model_int8.onnx"), whisper.toAbsolutePath());
        List<SttEngine> found = SttModels.load(folder, 1, Duration.ofSeconds(10), true);
        try (SttEngines engines = new SttEngines(found, null, null)) {
            assertThat(engines.names()).containsExactly("whisper");
            assertThat(engines.named("fallback")).isSameAs(engines.named("primary"));
        }
    }

    @Test
    void saysWhatToDoWhenThereIsNoModelAtAll(@TempDir Path folder) {
        List<SttEngine> none = SttModels.load(folder.resolve("nowhere"), 1, Duration.ofSeconds(10), true);
        assertThatThrownBy(() -> new SttEngines(none, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("./voice models");
    }

    /** Loaded once, with patience for a machine that does much else. */
    private static SttEngine engine(String name) throws SttException {
        SttEngine engine = ENGINES.get(name);
        if (engine == null) {
            int concurrency = Runtime.getRuntime().availableProcessors();
            Duration patience = Duration.ofSeconds(100);
            engine = name.equals("whisper")
                    ? new WhisperOnnxEngine(
                            name, SpeechModels.need("whisper-tiny.en/model_int8.onnx"), 1, 1, concurrency, patience)
                    : new MoonshineEngine(name, SpeechModels.need("moonshine-tiny-en"), 1, concurrency, patience, null);
            ENGINES.put(name, engine);
        }
        return engine;
    }
}
