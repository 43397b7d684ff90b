package ai.openclaw.voice.component.stt;

import ai.openclaw.voice.audio.Resampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One utterance for a {@link BatchEngine}. Collects 16 kHz sound; hears it in the background whenever the caller pauses. */
final class BatchRecognition implements SttEngine.Recognition {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRecognition.class);
    private static final int RATE = 16000;
    /** Against the loudest frame: what comes after a pause and stays below is breath and line noise, not speech. */
    private static final float QUIET = 0.1f;

    private final BatchEngine engine;
    private final int longestPiece;
    private final Duration deadline;
    private final List<Job> pieces = new ArrayList<>();
    private final Resampler upsampler = new Resampler(8000, RATE);
    private float[] sound = new float[5 * RATE];
    private int length;
    private Job guess;
    private int guessedLength;

    BatchRecognition(BatchEngine engine, int longestPiece, Duration deadline) {
        this.engine = engine;
        this.longestPiece = longestPiece;
        this.deadline = deadline;
    }

    @Override
    public void accept(short[] samples, int sampleRateHz) throws SttException {
        switch (sampleRateHz) {
            case 8000 -> append(asFloats(upsampled(samples)));
            case 16000 -> append(asFloats(samples));
            default -> throw new SttException(engine.name() + " hears 8000 or 16000 Hz, not " + sampleRateHz + " Hz");
        }
        while (length > longestPiece) {
            int cut = Loudness.quietestPoint(sound, longestPiece * 2 / 3, longestPiece);
            dropGuess();
            pieces.add(submit(Arrays.copyOf(sound, cut)));
            System.arraycopy(sound, cut, sound, 0, length - cut);
            length -= cut;
        }
    }

    private void append(float[] more) {
        if (length + more.length > sound.length) {
            sound = Arrays.copyOf(sound, Math.max(sound.length * 2, length + more.length));
        }
        System.arraycopy(more, 0, sound, length, more.length);
        length += more.length;
    }

    private short[] upsampled(short[] samples) {
        short[] out = new short[upsampler.maxOutput(samples.length)];
        return Arrays.copyOf(out, upsampler.resample(samples, 0, samples.length, out, 0));
    }

    private static float[] asFloats(short[] samples) {
        float[] floats = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            floats[i] = samples[i] / 32768f;
        }
        return floats;
    }

    /** The guess waits behind all that is due, but it is always made: the turn's end is decided by it. */
    @Override
    public void pause(Consumer<String> guessed) {
        dropGuess();
        if (length == 0 && pieces.isEmpty()) {
            guessed.accept("");
            return;
        }
        List<Job> before = List.copyOf(pieces);
        try {
            guess = engine.submit(Arrays.copyOf(sound, length), false, text -> tell(guessed, before, text));
            guessedLength = length;
        } catch (RejectedExecutionException e) {
            guess = null; // A guess is a courtesy; finish() will say what is wrong.
        }
    }

    /** Those before are due, so they began before the guess did, and waiting for them cannot be for ever. */
    private void tell(Consumer<String> guessed, List<Job> before, String text) {
        try {
            guessed.accept(joined(before, System.nanoTime() + deadline.toNanos(), text));
        } catch (SttException e) {
            LOG.debug("no guess is told, for a piece before it failed", e);
        }
    }

    @Override
    public void resume() {
        dropGuess();
    }

    private void dropGuess() {
        if (guess != null) {
            guess.stop();
            guess = null;
        }
    }

    @Override
    public String finish() throws SttException {
        long due = System.nanoTime() + deadline.toNanos();
        if (guess != null && !carriesSpeech(guessedLength)) {
            engine.hurry(guess);
            pieces.add(guess);
            guess = null;
        } else {
            dropGuess();
            if (length > 0) {
                pieces.add(submit(Arrays.copyOf(sound, length)));
            }
        }
        length = 0;
        return joined(pieces, due, "");
    }

    private String joined(List<Job> pieces, long due, String last) throws SttException {
        StringJoiner said = new StringJoiner(" ");
        for (Job piece : pieces) {
            String text = await(piece, due);
            if (!text.isEmpty()) {
                said.add(text);
            }
        }
        return last.isEmpty() ? said.toString() : said.add(last).toString();
    }

    /** Whether what came since {@code from} is more than the silence that a pause goes on with. */
    private boolean carriesSpeech(int from) {
        if (from == length) {
            return false;
        }
        float loudest = loudest(Arrays.copyOf(sound, from));
        return loudest(Arrays.copyOfRange(sound, from, length)) > QUIET * loudest;
    }

    private static float loudest(float[] samples) {
        float loudest = 0;
        for (float level : Loudness.levels(samples)) {
            loudest = Math.max(loudest, level);
        }
        return loudest;
    }

    private Job submit(float[] samples) throws SttException {
        try {
            return engine.submit(samples, true);
        } catch (RejectedExecutionException e) {
            throw new SttException(engine.name() + " is closed", e);
        }
    }

    private String await(Job piece, long due) throws SttException {
        try {
            return piece.get(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SttException(engine.name() + " took longer than " + deadline.toMillis() + " ms", e);
        } catch (CancellationException e) {
            throw new SttException(engine.name() + " was stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SttException(engine.name() + " was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SttException known) {
                throw known;
            }
            throw new SttException(engine.name() + " failed", e.getCause());
        }
    }

    /** Stops whatever of this utterance is still waiting for, or in, the model. */
    @Override
    public void close() {
        dropGuess();
        pieces.forEach(Job::stop);
        pieces.clear();
        length = 0;
    }
}
