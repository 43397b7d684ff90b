package ai.openclaw.voice.bench;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.component.stt.MoonshineEngine;
import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.component.stt.VoskEngine;
import ai.openclaw.voice.component.stt.WhisperOnnxEngine;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.WordErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints how well and how fast each engine hears a human at 8 kHz, after a G.711 round trip. Arguments: the models folder,
 * how often each clip is heard (the best counts; 3), which engines (the beginning of their names; all), which share of the
 * clips (every n-th; 1), and {@code -v} for what was heard wrongly.
 */
public final class SttBench {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Up to three words count as short: "Yes.", "Press one." */
    private static final int SHORT_WORDS = 3;

    public static void main(String[] args) throws Exception {
        Path models = Path.of(args.length > 0 ? args[0] : "models");
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        String only = args.length > 2 ? args[2] : "";
        int step = args.length > 3 ? Integer.parseInt(args[3]) : 1;
        boolean verbose = List.of(args).contains("-v");
        HumanSpeech speech =
                HumanSpeech.find().orElseThrow(() -> new IllegalStateException("no recordings: set VOICE_SOUNDS"));
        List<HumanSpeech.Clip> shorts = new ArrayList<>();
        List<HumanSpeech.Clip> sentences = new ArrayList<>();
        List<String> names = speech.names();
        for (int i = 0; i < names.size(); i += step) {
            HumanSpeech.Clip clip = speech.clip(names.get(i));
            boolean isShort = WordErrors.words(clip.text()).size() <= SHORT_WORDS;
            (isShort ? shorts : sentences).add(clip);
        }
        System.out.printf("%d processors%n", Runtime.getRuntime().availableProcessors());
        for (int threads : new int[] {1, 2}) {
            Path moonshine = models.resolve("moonshine-tiny-en");
            if (Files.isDirectory(moonshine) && ("moonshine t" + threads).startsWith(only)) {
                try (SttEngine engine =
                        new MoonshineEngine("moonshine t" + threads, moonshine, threads, 1, PATIENCE, null)) {
                    measure(engine, "en", shorts, sentences, times, verbose && threads == 1);
                }
            }
            Path whisper = models.resolve("whisper-tiny.en/model_int8.onnx");
            for (int beams = 1; beams <= 2 && Files.isRegularFile(whisper); beams++) {
                String name = "whisper t" + threads + " b" + beams;
                if (!name.startsWith(only)) {
                    continue;
                }
                try (SttEngine engine = new WhisperOnnxEngine(name, whisper, threads, beams, 1, PATIENCE)) {
                    measure(engine, "en", shorts, sentences, times, verbose && threads == 1 && beams == 1);
                }
            }
        }
        Path tiny = models.resolve("whisper-tiny.en/model_int8.onnx");
        if (Files.isRegularFile(tiny) && "both".startsWith(only)) {
            try (WhisperOnnxEngine second = new WhisperOnnxEngine("whisper", tiny, 1, 1, 1, PATIENCE);
                    SttEngine both = new MoonshineEngine(
                            "both t1", models.resolve("moonshine-tiny-en"), 1, 1, PATIENCE, second)) {
                measure(both, "en", shorts, sentences, times, verbose);
            }
        }
        Path vosk = models.resolve("vosk-model-small-en-us-0.15");
        if (Files.isDirectory(vosk) && "vosk".startsWith(only)) {
            try (SttEngine engine = new VoskEngine("vosk", vosk, "en", 1)) {
                measure(engine, "en", shorts, sentences, times, verbose);
            }
        }
    }

    private static void measure(
            SttEngine engine,
            String language,
            List<HumanSpeech.Clip> shorts,
            List<HumanSpeech.Clip> sentences,
            int times,
            boolean verbose)
            throws Exception {
        hear(engine, language, shorts.get(0).sound()); // The first run fills caches.
        measure(engine, language, "1-3 words", shorts, times, verbose);
        measure(engine, language, "sentences", sentences, times, verbose);
    }

    private static void measure(
            SttEngine engine, String language, String what, List<HumanSpeech.Clip> clips, int times, boolean verbose)
            throws Exception {
        WordErrors errors = new WordErrors(0, 0);
        double[] latencies = new double[clips.size()];
        double audioMs = 0;
        for (int i = 0; i < clips.size(); i++) {
            HumanSpeech.Clip clip = clips.get(i);
            Pcm sound = throughG711(clip.sound());
            String text = "";
            latencies[i] = Double.MAX_VALUE;
            for (int run = 0; run < times; run++) {
                long began = System.nanoTime();
                text = hear(engine, language, sound);
                latencies[i] = Math.min(latencies[i], (System.nanoTime() - began) / 1e6);
            }
            WordErrors own = WordErrors.between(clip.text(), text);
            errors = errors.plus(own);
            audioMs += sound.durationMs();
            if (verbose && own.wrong() > 0) {
                System.out.printf("  %s%n    said  %s%n    heard %s%n", clip.name(), clip.text(), text);
            }
        }
        double total = Arrays.stream(latencies).sum();
        Arrays.sort(latencies);
        System.out.printf(
                Locale.ROOT,
                "%-14s %s: %3d clips %5d words  wrong %4.1f %%  p50 %4.0f ms  p95 %4.0f ms  RTF %.3f%n",
                engine.name(),
                what,
                clips.size(),
                errors.words(),
                100.0 * errors.wrong() / errors.words(),
                latencies[latencies.length / 2],
                latencies[(int) (latencies.length * 0.95)],
                total / audioMs);
    }

    private static String hear(SttEngine engine, String language, Pcm sound) throws Exception {
        try (SttEngine.Recognition recognition = engine.begin(language)) {
            recognition.accept(sound.samples(), sound.sampleRateHz());
            return recognition.finish();
        }
    }

    /** What mu-law (ITU-T G.711) leaves of the sound. */
    private static Pcm throughG711(Pcm sound) {
        short[] through = new short[sound.samples().length];
        for (int i = 0; i < through.length; i++) {
            int magnitude = Math.min(Math.abs(sound.samples()[i]), 32635) + 132;
            int exponent = 24 - Integer.numberOfLeadingZeros(magnitude);
            int step = 1 << (exponent + 3);
            int coded = magnitude / step * step + step / 2 - 132;
            through[i] = (short) (sound.samples()[i] < 0 ? -coded : coded);
        }
        return new Pcm(through, sound.sampleRateHz());
    }

    private SttBench() {}
}
