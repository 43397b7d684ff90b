package ai.openclaw.voice.component.stt;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine whose model hears a whole piece of speech at once. What all such engines need is here: a bound on what runs
 * at once, transcripts begun on a guess while the caller is silent, long speech in pieces, and a deadline.
 */
public abstract class BatchEngine implements SttEngine {
    private static final Logger LOG = LoggerFactory.getLogger(BatchEngine.class);

    private final String name;
    private final String languages;
    private final Duration deadline;
    private final int longestPiece;
    private final ThreadPoolExecutor pool;

    /**
     * @param languages the prefix of the BCP 47 tags that it knows, for example {@code en}; null for all
     * @param concurrency how many pieces it hears at once; more wait
     * @param deadline how long {@code finish} waits
     * @param longestPieceMs the longest sound the model takes, in ms; longer speech is cut where it is quietest
     */
    protected BatchEngine(String name, String languages, int concurrency, Duration deadline, int longestPieceMs) {
        this.name = name;
        this.languages = languages;
        this.deadline = deadline;
        this.longestPiece = longestPieceMs * 16;
        AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                concurrency, concurrency, 30, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "stt-" + name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * What one piece of sound says, as the model has it.
     *
     * @param samples 16 kHz, -1 to 1, not silent, at the level that models expect
     * @param cancellation may be told how to stop the model
     */
    abstract String transcribe(float[] samples, Cancellation cancellation) throws SttException;

    @Override
    public String name() {
        return name;
    }

    @Override
    public Recognition begin(String language) throws SttException {
        if (language != null
                && languages != null
                && !language.toLowerCase(Locale.ROOT).startsWith(languages)) {
            throw new SttException(name + " hears '" + languages + "', not '" + language + "'");
        }
        return new BatchRecognition(this, longestPiece, deadline);
    }

    Job submit(float[] samples, boolean awaited) {
        return submit(samples, awaited, text -> {});
    }

    /** @param then told the text, on the engine's thread, unless the job was stopped or failed */
    Job submit(float[] samples, boolean awaited, Consumer<String> then) {
        Cancellation cancellation = new Cancellation();
        Job job = new Job(awaited, cancellation, () -> {
            String text = hear(samples, cancellation);
            if (!cancellation.isCancelled()) {
                tell(then, text);
            }
            return text;
        });
        pool.execute(job);
        return job;
    }

    private void tell(Consumer<String> then, String text) {
        try {
            then.accept(text);
        } catch (RuntimeException e) {
            LOG.warn("{} could not hand a guess on", name, e); // The transcript itself is sound.
        }
    }

    /** Moves a job that was begun on a guess before those that still are guesses. */
    void hurry(Job job) {
        if (!job.isAwaited() && pool.getQueue().remove(job)) {
            job.nowAwaited();
            pool.execute(job);
        }
    }

    /** Whether others wait. */
    boolean isBusy() {
        return !pool.getQueue().isEmpty();
    }

    /** Hears a second of faint noise in the background, so that the first caller does not wait for caches to fill. */
    void warmUp() {
        Random random = new Random(1);
        float[] noise = new float[16000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (random.nextGaussian() * 0.01);
        }
        submit(noise, false);
    }

    private String hear(float[] samples, Cancellation cancellation) throws SttException {
        Loudness loudness = Loudness.of(samples);
        if (loudness.isSilence() || cancellation.isCancelled()) {
            return "";
        }
        String said = transcribe(Loudness.amplified(samples, loudness.gain()), cancellation);
        return Invented.removed(said, loudness);
    }

    /** Frees the model. Called once, when nothing runs in it any more. */
    void release() {}

    @Override
    public void close() {
        pool.shutdownNow().forEach(waiting -> ((Job) waiting).stop());
        boolean interrupted = false;
        try {
            // To free a model that is at work would take the whole JVM down; one left behind costs memory only.
            if (pool.awaitTermination(10, TimeUnit.SECONDS)) {
                release();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
