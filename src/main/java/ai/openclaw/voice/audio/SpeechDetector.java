package ai.openclaw.voice.audio;

import java.util.Arrays;

/**
 * Turns the frames' probabilities into what a human would name: began to speak, fell silent, went on. For one stream,
 * one thread. Allocates only the chunks that it hands out.
 */
public final class SpeechDetector implements AutoCloseable {
    /** Told in this order: started, speech..., ended, then resumed, speech..., ended or a new start. */
    public interface Listener {
        /** The caller began to speak; the pre-roll follows as the first {@link #speech}. */
        void speechStarted();

        /** More of what was said, at the rate in which it was heard. The array is the listener's to keep. */
        void speech(short[] samples, int sampleRateHz);

        /** @param silenceMs how long the silence has lasted already, ms */
        void speechEnded(int silenceMs);

        /** The caller goes on after a pause; what was cut off of the pause's end follows. */
        void speechResumed();

        /** The longest utterance is reached; a {@link #speechStarted} with what follows comes at once. */
        void utteranceFull();
    }

    /**
     * @param startThreshold the probability from which a frame is speech, 0 to 1
     * @param stopThreshold the probability below which a frame is silence; in between nothing changes
     * @param minSpeechMs how much speech makes a beginning, ms
     * @param preRollMs how much of what came before the beginning belongs to it, ms
     * @param stopSilenceMs how much silence makes an end, ms
     * @param maxUtteranceMs how long an utterance can be, ms of audio handed out
     * @param utteranceGapMs after how much silence the next speech is another utterance, ms
     * @param chunkMs how much is handed out at a time, ms
     */
    public record Settings(
            float startThreshold,
            float stopThreshold,
            int minSpeechMs,
            int preRollMs,
            int stopSilenceMs,
            int maxUtteranceMs,
            int utteranceGapMs,
            int chunkMs) {
        /** What peers start from; 28 s because Whisper throws above 30. */
        public static final Settings DEFAULT = new Settings(0.5f, 0.35f, 200, 300, 200, 28_000, 3000, 100);

        public Settings {
            if (!(stopThreshold >= 0 && stopThreshold <= startThreshold && startThreshold <= 1)) {
                throw new IllegalArgumentException("0 <= stop threshold <= start threshold <= 1 does not hold: "
                        + stopThreshold + ", " + startThreshold);
            }
            if (minSpeechMs < 0 || preRollMs < 0 || stopSilenceMs < 0 || utteranceGapMs < 0 || chunkMs < 20) {
                throw new IllegalArgumentException("times are not negative, and a chunk has 20 ms at least");
            }
            if (maxUtteranceMs < 1000 || maxUtteranceMs < 2 * (preRollMs + minSpeechMs)) {
                throw new IllegalArgumentException(
                        "the longest utterance wants 1000 ms and twice the beginning at least, not " + maxUtteranceMs);
            }
        }
    }

    private enum State {
        SILENT,
        SPEAKING,
        PAUSED
    }

    /** Knows our own voice when it comes back. */
    public interface OwnVoice {
        /** Whether this is nothing but an echo of what we say. Asked of every frame in which there may be speech. */
        boolean isEcho(short[] frame);
    }

    private static final int PER_MS = 8;
    // Less is not even a hint of speech.
    private static final float SUSPICIOUS = 0.15f;
    // How far back frames' probabilities are remembered.
    private static final int REMEMBERED_FRAMES = 32;
    // A consonant's closure must not undo the beginning of a word.
    private static final int DIP = 100 * PER_MS;
    // A pause ends sooner than a silence does: who just spoke probably speaks.
    private static final int RESUME_MS = 100;
    // An utterance committed this shortly after the caller went on was committed without knowing that.
    private static final int RACE = 500 * PER_MS;

    private final VoiceDetector detector;
    private final Settings settings;
    private final Listener listener;
    private final OwnVoice ownVoice;
    private final float[] likely = new float[REMEMBERED_FRAMES];
    private int likelyAt;
    // What the detector looks at is at 8000 Hz, and so is all that is counted.
    private final short[] frame;
    private int framed;
    // What is handed out may have more samples, by this ratio.
    private int ratio = 1;
    private short[] sound;
    private short[] history;
    private short[] chunk;
    private int chunked;

    private State state = State.SILENT;
    private boolean speech;
    private float startThreshold;
    private int run;
    private int dip;
    private int silence;
    private int utterance;
    private int voiced;
    // Positions in the stream, in samples since its beginning.
    private long heard;
    private long runStart;
    private long handedOut;
    private long segmentStart;

    public SpeechDetector(VoiceDetector detector, Settings settings, Listener listener) {
        this(detector, settings, listener, samples -> false);
    }

    public SpeechDetector(VoiceDetector detector, Settings settings, Listener listener, OwnVoice ownVoice) {
        this.detector = detector;
        this.ownVoice = ownVoice;
        this.settings = settings;
        this.listener = listener;
        frame = new short[detector.frameSamples()];
        sound = frame;
        int kept = (settings.preRollMs() + 2 * settings.minSpeechMs() + 2000) * PER_MS;
        history = new short[Integer.highestOneBit(kept) << 1];
        chunk = new short[settings.chunkMs() * PER_MS];
        startThreshold = settings.startThreshold();
    }

    /** Takes sound at 8000 Hz, in pieces of any length. Silence must be given, too: it is what ends speech. */
    public void accept(short[] samples, int offset, int length) {
        accept(samples, samples, offset, length, 1);
    }

    /**
     * Takes sound at a higher rate, which is what is handed out, and the same at 8000 Hz, which is what is looked at.
     *
     * @param wide as long as {@code narrow}, or a multiple of it
     */
    public void accept(short[] narrow, short[] wide) {
        accept(narrow, wide, 0, narrow.length, wide.length / narrow.length);
    }

    private void accept(short[] narrow, short[] wide, int offset, int length, int newRatio) {
        if (newRatio != ratio) {
            change(newRatio);
        }
        for (int done = 0; done < length; ) {
            int n = Math.min(length - done, frame.length - framed);
            System.arraycopy(narrow, offset + done, frame, framed, n);
            if (ratio > 1) {
                System.arraycopy(wide, (offset + done) * ratio, sound, framed * ratio, n * ratio);
            }
            framed += n;
            done += n;
            if (framed == frame.length) {
                framed = 0;
                float probability = detector.probability(frame, 0);
                step(probability >= SUSPICIOUS && ownVoice.isEcho(frame) ? 0 : probability);
            }
        }
    }

    /** The rate changes in mid-call. What is kept of before becomes a little rough, and nothing of it is lost. */
    private void change(int newRatio) {
        flush();
        short[] before = history;
        short[] soundBefore = sound;
        history = new short[before.length / ratio * newRatio];
        for (int i = 0; i < history.length; i++) {
            history[i] = before[(int) ((long) i * ratio / newRatio)];
        }
        sound = newRatio == 1 ? frame : new short[frame.length * newRatio];
        for (int i = 0; newRatio > 1 && i < framed * newRatio; i++) {
            sound[i] = soundBefore[i * ratio / newRatio];
        }
        chunk = new short[settings.chunkMs() * PER_MS * newRatio];
        ratio = newRatio;
    }

    /** The utterance is committed: the next speech is another one. Who is speaking at this moment starts one at once. */
    public void listenAnew() {
        if (state == State.SPEAKING) {
            flush();
            utterance = 0;
            voiced = 0;
            listener.speechStarted();
            if (heard - segmentStart <= RACE) {
                handOutHistory(segmentStart);
            }
        } else {
            state = State.SILENT;
        }
    }

    /** From which probability a frame is speech from now on, 0 to 1. */
    public void startThreshold(float probability) {
        startThreshold = probability;
    }

    /** As the settings say again. */
    public void startThresholdAsSet() {
        startThreshold = settings.startThreshold();
    }

    /**
     * What is said right now comes to its end here, whatever follows: what has been heard since is no speech.
     */
    public void cutOff() {
        run = 0;
        speech = false;
        Arrays.fill(likely, 0);
        if (state == State.SPEAKING) {
            flush();
            listener.speechEnded(silence / PER_MS);
        }
        state = State.SILENT;
    }

    /**
     * How much speech the last frames hold, each counted by its probability, ms: known before any of them is called
     * speech for certain.
     *
     * @param withinMs how far back, ms; a second at the most
     */
    public double likelySpeechMs(int withinMs) {
        double frameMs = (double) frame.length / PER_MS;
        double sum = 0;
        for (int i = 0; i < REMEMBERED_FRAMES && i * frameMs < withinMs; i++) {
            sum += likely[(likelyAt - i + REMEMBERED_FRAMES) % REMEMBERED_FRAMES];
        }
        return sum * frameMs;
    }

    /** How much has been said without a gap, ms. */
    public int voicedMs() {
        return run / PER_MS;
    }

    /** How much has been said since speech was told to begin or to go on, gaps left out, ms. */
    public int voicedMsOfSpeech() {
        return voiced / PER_MS;
    }

    /** Whether the last frame was speech. */
    public boolean isVoiced() {
        return speech;
    }

    /** Whether the caller is in the midst of speech. */
    public boolean isSpeaking() {
        return state == State.SPEAKING;
    }

    @Override
    public void close() {
        detector.close();
    }

    private void step(float probability) {
        int n = frame.length;
        remember();
        likely[likelyAt = (likelyAt + 1) % REMEMBERED_FRAMES] = probability;
        if (probability >= startThreshold) {
            speech = true;
        } else if (probability < Math.min(settings.stopThreshold(), startThreshold)) {
            speech = false;
        }
        countRun(n);
        if (state == State.SPEAKING) {
            voiced += speech ? n : 0;
            handOut();
            silence = speech ? 0 : silence + n;
            if (silence >= settings.stopSilenceMs() * PER_MS && silence > 0) {
                flush();
                state = State.PAUSED;
                listener.speechEnded(silence / PER_MS);
            }
            return;
        }
        silence = speech ? silence : silence + n;
        if (state == State.PAUSED && silence >= settings.utteranceGapMs() * PER_MS) {
            state = State.SILENT;
        }
        int needed = state == State.PAUSED ? Math.min(settings.minSpeechMs(), RESUME_MS) : settings.minSpeechMs();
        if (speech && run >= needed * PER_MS) {
            begin();
        }
    }

    private void countRun(int n) {
        if (speech) {
            if (run == 0) {
                runStart = heard - n;
            }
            run += n;
            dip = 0;
        } else if (run > 0) {
            dip += n;
            if (dip > DIP) {
                run = 0;
            }
        }
    }

    private void begin() {
        boolean resumed = state == State.PAUSED;
        state = State.SPEAKING;
        silence = 0;
        voiced = run;
        segmentStart = Math.max(runStart - settings.preRollMs() * PER_MS, handedOut);
        if (resumed) {
            listener.speechResumed();
        } else {
            utterance = 0;
            listener.speechStarted();
        }
        handOutHistory(segmentStart);
    }

    private void handOutHistory(long from) {
        long first = Math.max(0, Math.max(from, heard - history.length / ratio));
        int length = (int) (heard - first);
        short[] samples = new short[length * ratio];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = history[(int) (first * ratio + i) & history.length - 1];
        }
        room(length);
        handedOut = heard;
        if (length > 0) {
            tell(samples);
        }
    }

    private void handOut() {
        room(frame.length);
        handedOut = heard;
        for (int done = 0; done < sound.length; ) {
            int n = Math.min(sound.length - done, chunk.length - chunked);
            System.arraycopy(sound, done, chunk, chunked, n);
            chunked += n;
            done += n;
            if (chunked == chunk.length) {
                flush();
            }
        }
    }

    /** Makes room for this much more in the utterance, and counts it. */
    private void room(int length) {
        if (utterance + length > settings.maxUtteranceMs() * PER_MS) {
            flush();
            utterance = 0;
            listener.utteranceFull();
            listener.speechStarted();
        }
        utterance += length;
    }

    private void flush() {
        if (chunked > 0) {
            tell(Arrays.copyOf(chunk, chunked));
            chunked = 0;
        }
    }

    private void tell(short[] samples) {
        listener.speech(samples, PER_MS * 1000 * ratio);
    }

    private void remember() {
        int at = (int) (heard * ratio) & history.length - 1;
        for (short sample : sound) {
            history[at] = sample;
            at = at + 1 & history.length - 1;
        }
        heard += frame.length;
    }
}
