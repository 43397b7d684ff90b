package ai.openclaw.voice.bench;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.component.tts.SpeechStream;
import ai.openclaw.voice.component.tts.TtsEngine;
import ai.openclaw.voice.component.tts.TtsEngineFactory;
import ai.openclaw.voice.component.tts.TtsEngines;
import ai.openclaw.voice.speech.ClauseSplitter;
import ai.openclaw.voice.speech.SpokenText;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Prints how fast the engines speak: ms to the first sound of a short clause, computing time for a second of speech, alone
 * and with ten callers at once. {@code TtsBench ENGINE [SENTENCES.txt FOLDER]} also writes a WAV of each sentence.
 */
public final class TtsBench {
    private static final List<String> SHORT = List.of(
            "Let me check that.", "Of course I can,", "Yes, it is.", "One moment, please.", "Your meeting is at nine,");
    private static final List<String> LONG = List.of(
            "Your appointment is confirmed for Tuesday the fourteenth of May at half past three.",
            "The next train to Boston leaves at seventeen minutes past nine from platform four.",
            "I could not find anything about that in your calendar, so I have sent a message to your assistant.");

    private TtsBench() {}

    public static void main(String[] args) throws Exception {
        try (TtsEngines engines = TtsEngineFactory.build(TtsEngineFactory.Settings.defaults())) {
            TtsEngine engine = engines.get(args.length > 0 ? args[0] : TtsEngines.PRIMARY);
            if (args.length > 2) {
                write(engine, Path.of(args[1]), Path.of(args[2]));
                return;
            }
            for (int i = 0; i < 3; i++) {
                SHORT.forEach(text -> speak(engine, text));
            }
            print(
                    engine.name() + ", short clauses",
                    SHORT.stream().map(t -> speak(engine, t)).toList());
            print(
                    engine.name() + ", sentences",
                    LONG.stream().map(t -> speak(engine, t)).toList());
            tenAtOnce(engine);
        }
    }

    private record Run(double firstMs, double allMs, double cpuMs, double speechMs) {}

    private static Run speak(TtsEngine engine, String text) {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        try (SpeechStream stream = engine.speak(Speakable.ofAnswer(text), null)) {
            Pcm piece = stream.next();
            double first = (System.nanoTime() - start) / 1e6;
            double speech = 0;
            for (; piece != null; piece = stream.next()) {
                speech += piece.durationMs();
            }
            return new Run(first, (System.nanoTime() - start) / 1e6, (cpuNanos() - cpu) / 1e6, speech);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void print(String what, List<Run> runs) {
        double[] first = runs.stream().mapToDouble(Run::firstMs).sorted().toArray();
        double speech = runs.stream().mapToDouble(Run::speechMs).sum();
        System.out.printf(
                Locale.ROOT,
                "%-24s first sound ms: median %.0f, worst %.0f; of one core for 1 s of speech: %.3f s (wall %.3f s)%n",
                what,
                first[first.length / 2],
                first[first.length - 1],
                runs.stream().mapToDouble(Run::cpuMs).sum() / speech,
                runs.stream().mapToDouble(Run::allMs).sum() / speech);
    }

    private static void tenAtOnce(TtsEngine engine) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(10);
        try {
            List<Future<Run>> runs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                String text = SHORT.get(i % SHORT.size());
                runs.add(callers.submit(() -> speak(engine, text)));
            }
            List<Run> done = new ArrayList<>();
            for (Future<Run> run : runs) {
                done.add(run.get());
            }
            double[] first = done.stream().mapToDouble(Run::firstMs).sorted().toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%-24s first sound ms: median %.0f, worst %.0f%n",
                    engine.name() + ", ten at once",
                    first[5],
                    first[9]);
        } finally {
            callers.shutdownNow();
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void write(TtsEngine engine, Path sentences, Path folder) throws Exception {
        Files.createDirectories(folder);
        int n = 0;
        for (String line : Files.readAllLines(sentences)) {
            ClauseSplitter splitter = new ClauseSplitter();
            List<String> clauses = new ArrayList<>(splitter.feed(line));
            clauses.addAll(splitter.flush());
            List<Pcm> pieces = new ArrayList<>();
            for (String clause : clauses) {
                String spoken = SpokenText.of(clause);
                if (spoken.isEmpty()) {
                    continue;
                }
                try (SpeechStream stream = engine.speak(Speakable.ofAnswer(spoken), null)) {
                    for (Pcm piece = stream.next(); piece != null; piece = stream.next()) {
                        pieces.add(piece);
                    }
                }
            }
            save(pieces, folder.resolve(String.format("%03d.wav", n++)).toFile());
        }
    }

    private static void save(List<Pcm> pieces, File file) throws IOException {
        int length = pieces.stream().mapToInt(p -> p.samples().length).sum();
        byte[] bytes = new byte[length * 2];
        int at = 0;
        for (Pcm piece : pieces) {
            for (short sample : piece.samples()) {
                bytes[at++] = (byte) sample;
                bytes[at++] = (byte) (sample >> 8);
            }
        }
        AudioFormat format = new AudioFormat(pieces.get(0).sampleRateHz(), 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(bytes), format, length), AudioFileFormat.Type.WAVE, file);
    }
}
