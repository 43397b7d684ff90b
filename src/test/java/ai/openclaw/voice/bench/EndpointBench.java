package ai.openclaw.voice.bench;

import ai.openclaw.voice.audio.SileroModel;
import ai.openclaw.voice.audio.SileroVad;
import ai.openclaw.voice.audio.SmartTurn;
import ai.openclaw.voice.audio.SpeechDetector;
import ai.openclaw.voice.call.EndpointRules;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.component.stt.SttModels;
import ai.openclaw.voice.speech.Completeness;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.WordErrors;
import ai.openclaw.voice.worker.Endpointing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Prints how often a caller who hesitates is cut off, and how long one who has finished is waited for. Human sentences,
 * each with a pause of 0.3 to 1.2 s cut in where it is quietest between words, go through the voice detector, speech to
 * text, Smart Turn and {@link Endpointing}; time is that of the sound, and what engines took of the clock is added. Two
 * things are counted: turns committed before the caller went on, and answers that would have been heard by then. The first
 * costs a request that is thrown away, only the second is noticed.
 *
 * <p>Arguments: the models folder; after how much silence speech has ended, ms (200); how many pauses for each sentence, in
 * runs of their own (2); {@code idle} to reckon with what a guess takes on an idle machine, whatever else this one does;
 * {@code -v} for a line for each pause and end.
 */
public final class EndpointBench {
    private static final int PER_MS = 8;
    private static final int SILENCE_AFTER_MS = 3000;
    /** A brain's 200 ms to its first token, and a first clause's voice. */
    private static final int ANSWER_MS = 300;

    /** Medians of SttBench and of Smart Turn on two idle cores. */
    private static final int IDLE_GUESS_MS = 70;

    private static final int IDLE_JUDGE_MS = 45;

    /**
     * Beginnings that are sentences of their own, judged by reading them: whoever pauses there without a sign of going on
     * would be answered by a human, too.
     */
    private static final Pattern SENTENCE =
            Pattern.compile("(?i)Please check|Press (\\d|six)|No empty conferences|I'm sorry"
                    + "|I'm sorry, I did not understand|The leader has left|That feature is not available"
                    + "|The conference is currently locked|There is currently one other participant|You are currently the only person"
                    + "|Please enter (the number to be removed|a new extension|the channel number|one or more keywords"
                    + "|your( new)? password|your phone number|your personal identification number)"
                    + "|Press (seven|7) to delete|Press (five|5) to repeat|Press (four|4) to mark this message"
                    + "|After the tone, say your (name|busy message|temporary message)");

    private static final EndpointRules RULES = EndpointRules.DEFAULT;

    /**
     * Where the caller fell silent.
     *
     * @param end whether they had finished
     * @param sinceEndMs how long they had been silent when that was noticed
     * @param goesOnMs when it was noticed that they went on, counted from the end of speech
     */
    private record Silence(
            String clip,
            boolean end,
            int pauseMs,
            int sinceEndMs,
            int goesOnMs,
            String words,
            double guessMs,
            float finished,
            double judgeMs) {
        /**
         * When the answer could be heard, counted from the end of speech. Each time more is known, the wait is set anew;
         * the answer is being made since the end was presumed.
         */
        int heardMs(boolean withSound) {
            return replay(withSound).heardMs;
        }

        /** When the turn is committed, counted from the end of speech. */
        int committedMs(boolean withSound) {
            return replay(withSound).committedMs;
        }

        boolean followsASentence() {
            return SENTENCE.matcher(words.replaceFirst("[.?!,]$", "")).matches();
        }

        Silence onAnIdleMachine() {
            return new Silence(clip, end, pauseMs, sinceEndMs, goesOnMs, words, IDLE_GUESS_MS, finished, IDLE_JUDGE_MS);
        }

        private Replay replay(boolean withSound) {
            double soundAt = withSound ? sinceEndMs + judgeMs : Double.MAX_VALUE;
            double wordsAt = sinceEndMs + guessMs;
            Replay replay = new Replay(sinceEndMs);
            for (double at : new double[] {Math.min(soundAt, wordsAt), Math.max(soundAt, wordsAt)}) {
                if (at < Double.MAX_VALUE && !replay.isOverBy(at)) {
                    OptionalDouble sound = at >= soundAt ? OptionalDouble.of(finished) : OptionalDouble.empty();
                    replay.take(at, Endpointing.of(RULES, at >= wordsAt ? words : null, sound));
                }
            }
            return replay.ended(wordsAt);
        }
    }

    /** What a session does with the verdicts on one pause. */
    private static final class Replay {
        private double due;
        private double presumedAt = Double.MAX_VALUE;
        private int committedMs;
        private int heardMs;

        Replay(double at) {
            take(at, Endpointing.of(RULES, null, OptionalDouble.empty()));
        }

        boolean isOverBy(double at) {
            return due <= at;
        }

        void take(double at, Endpointing.Verdict verdict) {
            due = Math.max(at, verdict.waitMs());
            if (verdict.presume()) {
                presumedAt = Math.min(presumedAt, at);
            }
        }

        Replay ended(double wordsAt) {
            committedMs = (int) due;
            double asked = Math.max(wordsAt, Math.min(presumedAt, due));
            heardMs = (int) Math.max(due, asked + ANSWER_MS);
            return this;
        }
    }

    /** For {@code bench/run}; {@code ./voice test} does not take it for a test, as its name is none. */
    @Test
    void print() throws Exception {
        main(new String[] {"models", "160", "1", "idle"});
    }

    public static void main(String[] args) throws Exception {
        Path models = Path.of(args.length > 0 ? args[0] : "models");
        int stopSilenceMs = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        int runs = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        boolean verbose = List.of(args).contains("-v");
        boolean idle = List.of(args).contains("idle");
        HumanSpeech speech = HumanSpeech.required();
        Path smart = models.resolve("smart-turn-v3/smart-turn-v3.2-cpu.onnx");
        List<SttEngine> engines = SttModels.load(models, 2, Duration.ofSeconds(30), true);
        SttEngine engine = engines.get(0);
        List<Silence> silences = new ArrayList<>();
        Random random = new Random(3);
        try (SileroModel vad = new SileroModel(models.resolve("silero-vad-v6/silero_vad.onnx"));
                SmartTurn turn = Files.isReadable(smart) ? new SmartTurn(smart) : null) {
            for (int run = 0; run < runs; run++) {
                for (String name : speech.names()) {
                    HumanSpeech.Clip clip = speech.clip(name);
                    if (isSentence(clip.text())) {
                        hesitating(clip, random, vad, stopSilenceMs, engine, turn, silences);
                    }
                }
            }
            if (idle) {
                silences.replaceAll(Silence::onAnIdleMachine);
            }
            report(silences, stopSilenceMs, turn != null, verbose);
        }
        engines.forEach(SttEngine::close);
    }

    private static void report(List<Silence> silences, int stopSilenceMs, boolean withSound, boolean verbose) {
        System.out.printf(
                Locale.ROOT,
                "speech ended after %d ms; guess p50 %.0f p95 %.0f ms; Smart Turn p50 %.0f p95 %.0f ms%n",
                stopSilenceMs,
                percentile(silences.stream().mapToDouble(Silence::guessMs).toArray(), 0.5),
                percentile(silences.stream().mapToDouble(Silence::guessMs).toArray(), 0.95),
                percentile(silences.stream().mapToDouble(Silence::judgeMs).toArray(), 0.5),
                percentile(silences.stream().mapToDouble(Silence::judgeMs).toArray(), 0.95));
        for (boolean sound : withSound ? new boolean[] {false, true} : new boolean[] {false}) {
            List<Silence> pauses = silences.stream().filter(one -> !one.end).toList();
            List<Silence> within = silences.stream()
                    .filter(one -> !one.end && !one.followsASentence())
                    .toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %4d pauses: committed too soon %4.1f %%, talked into %4.1f %%"
                            + "; %d of them within a sentence: %4.1f %%, %4.1f %%%n",
                    sound ? "with Smart Turn" : "words only",
                    pauses.size(),
                    percent(pauses, one -> one.committedMs(sound) < one.goesOnMs),
                    percent(pauses, one -> one.heardMs(sound) < one.goesOnMs),
                    within.size(),
                    percent(within, one -> one.committedMs(sound) < one.goesOnMs),
                    percent(within, one -> one.heardMs(sound) < one.goesOnMs));
            double[] waits = silences.stream()
                    .filter(one -> one.end)
                    .mapToDouble(one -> one.committedMs(sound))
                    .toArray();
            double[] answers = silences.stream()
                    .filter(one -> one.end)
                    .mapToDouble(one -> one.heardMs(sound))
                    .toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %4d ends: wait p50 %4.0f p95 %4.0f ms, answer p50 %4.0f p95 %4.0f ms%n",
                    "",
                    waits.length,
                    percentile(waits, 0.5),
                    percentile(waits, 0.95),
                    percentile(answers, 0.5),
                    percentile(answers, 0.95));
        }
        for (Silence one : verbose ? silences : List.<Silence>of()) {
            System.out.printf(
                    Locale.ROOT,
                    "%s\t%s\t%d\t%d\t%d\t%.0f\t%.0f\t%.3f\t%s\t%s%n",
                    one.clip,
                    one.end ? "end" : "pause",
                    one.pauseMs,
                    one.sinceEndMs,
                    one.goesOnMs,
                    one.guessMs,
                    one.judgeMs,
                    one.finished,
                    Completeness.of(one.words),
                    one.words);
        }
    }

    private static double percent(List<Silence> silences, Predicate<Silence> what) {
        return 100.0 * silences.stream().filter(what).count() / silences.size();
    }

    private static double percentile(double[] values, double share) {
        Arrays.sort(values);
        return values.length == 0 ? Double.NaN : values[(int) (values.length * share)];
    }

    /** One whole sentence of five to fourteen words, as its text says. */
    private static boolean isSentence(String text) {
        int words = WordErrors.words(text).size();
        return words >= 5 && words <= 14 && text.matches("[A-Z][^.?!]*[^.?!:][.?!]");
    }

    private static void hesitating(
            HumanSpeech.Clip clip,
            Random random,
            SileroModel model,
            int stopSilenceMs,
            SttEngine engine,
            SmartTurn turn,
            List<Silence> silences)
            throws Exception {
        int pauseMs = 300 + random.nextInt(901);
        int cut = gap(clip.sound().samples(), random);
        if (cut < 0) {
            return;
        }
        short[] samples = clip.sound().samples();
        short[] sound = new short[samples.length + (pauseMs + SILENCE_AFTER_MS) * PER_MS];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) (random.nextGaussian() * 6); // A telephone line's own noise.
        }
        System.arraycopy(samples, 0, sound, 0, cut);
        System.arraycopy(samples, cut, sound, cut + pauseMs * PER_MS, samples.length - cut);
        Hearing hearing = new Hearing();
        var defaults = SpeechDetector.Settings.DEFAULT;
        var settings = new SpeechDetector.Settings(
                defaults.startThreshold(),
                defaults.stopThreshold(),
                defaults.minSpeechMs(),
                defaults.preRollMs(),
                stopSilenceMs,
                defaults.maxUtteranceMs(),
                defaults.utteranceGapMs(),
                defaults.chunkMs());
        try (SpeechDetector detector = new SpeechDetector(new SileroVad(model), settings, hearing)) {
            for (int at = 0; at + 160 <= sound.length; at += 160) {
                detector.accept(sound, at, 160);
                hearing.at = at + 160;
            }
        }
        List<Silence> own = new ArrayList<>();
        for (int i = 0; i < hearing.ends.size(); i++) {
            Hearing.End end = hearing.ends.get(i);
            boolean last = i == hearing.ends.size() - 1;
            int endOfSpeech = end.at / PER_MS - end.silenceMs;
            int goesOn = last ? -1 : hearing.resumed.get(i) / PER_MS - endOfSpeech;
            own.add(judged(clip.name(), end, last, pauseMs, goesOn, engine, turn));
            // The pause of a p or a t is quiet, too, but nobody hesitates in the middle of a word.
            if (!last && !isBeginning(own.get(i).words, clip.text())) {
                return;
            }
        }
        silences.addAll(own);
    }

    private static boolean isBeginning(String heard, String text) {
        List<String> words = WordErrors.words(heard);
        List<String> all = WordErrors.words(text);
        return words.size() < all.size() && words.equals(all.subList(0, words.size()));
    }

    private static Silence judged(
            String clip, Hearing.End end, boolean last, int pauseMs, int goesOn, SttEngine engine, SmartTurn turn)
            throws Exception {
        long began = System.nanoTime();
        String words;
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(end.said.samples(), end.said.sampleRateHz());
            began = System.nanoTime();
            words = recognition.finish();
        }
        double guessMs = (System.nanoTime() - began) / 1e6;
        began = System.nanoTime();
        float finished = turn == null ? 0 : turn.probability(end.said);
        double judgeMs = (System.nanoTime() - began) / 1e6;
        return new Silence(clip, last, pauseMs, end.silenceMs, goesOn, words, guessMs, finished, judgeMs);
    }

    /** A quiet moment of 40 ms at least in the middle of the sentence; -1 where there is none. */
    private static int gap(short[] samples, Random random) {
        int frame = 10 * PER_MS;
        double[] levels = new double[samples.length / frame];
        for (int i = 0; i < samples.length / frame * frame; i++) {
            levels[i / frame] += (double) samples[i] * samples[i] / frame;
        }
        double[] sorted = levels.clone();
        Arrays.sort(sorted);
        double quiet = sorted[(int) (sorted.length * 0.9)] / 300; // 25 dB below the loud parts.
        List<int[]> gaps = new ArrayList<>();
        int from = levels.length / 4;
        for (int i = from; i < levels.length * 4 / 5; i++) {
            if (levels[i] >= quiet) {
                if (i - from >= 4) {
                    gaps.add(new int[] {i - from, (from + i) / 2 * frame});
                }
                from = i + 1;
            }
        }
        return gaps.isEmpty() ? -1 : gaps.get(random.nextInt(gaps.size()))[1];
    }

    /** Writes down what the detector tells, and when. */
    private static final class Hearing implements SpeechDetector.Listener {
        private record End(int at, int silenceMs, Pcm said) {}

        private final List<End> ends = new ArrayList<>();
        private final List<Integer> resumed = new ArrayList<>();
        private final Utterance utterance = new Utterance();
        private int at;

        @Override
        public void speechStarted() {
            if (!ends.isEmpty()) {
                resumed.add(at);
            }
        }

        @Override
        public void speech(short[] samples, int sampleRateHz) {
            utterance.append(new Pcm(samples, 8000));
        }

        @Override
        public void speechEnded(int silenceMs) {
            ends.add(new End(at, silenceMs, utterance.last(60_000)));
        }

        @Override
        public void speechResumed() {
            resumed.add(at);
        }

        @Override
        public void utteranceFull() {}
    }
}
