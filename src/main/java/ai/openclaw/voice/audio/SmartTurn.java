package ai.openclaw.voice.audio;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.openclaw.voice.call.Pcm;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Smart Turn v3 (Daily, BSD-2-Clause): hears in the melody and the breath of the last 8 s of speech whether the speaker
 * has finished. One instance serves all calls. Thread-safe.
 */
public final class SmartTurn implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmartTurn.class);

    /** How much speech it looks at, ms. More does no harm. */
    public static final int SPEECH_MS = 8000;

    private static final int RATE = 16000;
    private static final int SAMPLES = SPEECH_MS * RATE / 1000;
    /** 37 dB below the loudest 10 ms. */
    private static final double QUIET = 2e-4;
    /**
     * How much silence after the sound it hears, in 10 ms. More of it makes everything sound finished: with all 300 ms of a
     * pause the area under the curve (finished against cut off) was 0.73, with 100 ms 0.84 (docs/models.md).
     */
    private static final int SILENT_FRAMES = 10;
    /** Who waits behind more than these hears from the words sooner. */
    private static final int LONGEST_QUEUE = 16;

    private final OrtEnvironment environment = OnnxEnvironment.get();
    private final OrtSession session;
    private final LogMel features = new LogMel(SAMPLES);
    private final ThreadPoolExecutor pool;

    /** With one thread, which serves a pause every 50 ms or so. */
    public SmartTurn(Path file) {
        this(file, 1);
    }

    /**
     * @param file {@code smart-turn-v3.2-cpu.onnx}
     * @param concurrency how many pauses are judged at once, on a thread each
     * @throws IllegalArgumentException when it is no such model
     */
    public SmartTurn(Path file, int concurrency) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    "not a model that can be loaded: " + file + " (" + e.getMessage() + ")", e);
        }
        if (!session.getInputNames().contains("input_features")) {
            closeSession();
            throw new IllegalArgumentException("not a Smart Turn model of version 3: " + file);
        }
        pool = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(LONGEST_QUEUE * concurrency),
                work -> {
                    Thread thread = new Thread(work, "smart-turn");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Judges in the background. Completes with the probability that the speaker has finished; with nothing when there was
     * no speech, too many others wait, the model failed, or it is closed.
     *
     * @param lastSpeech as for {@link #probability}
     */
    public CompletableFuture<OptionalDouble> judge(Pcm lastSpeech) {
        CompletableFuture<OptionalDouble> judged = new CompletableFuture<>();
        Map<String, String> context = MDC.getCopyOfContextMap();
        try {
            pool.execute(() -> {
                if (context != null) {
                    MDC.setContextMap(context);
                }
                judged.complete(judgeNow(lastSpeech));
                MDC.clear();
            });
        } catch (RejectedExecutionException e) {
            judged.complete(OptionalDouble.empty());
        }
        return judged;
    }

    private OptionalDouble judgeNow(Pcm lastSpeech) {
        try {
            return lastSpeech.samples().length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(probability(lastSpeech));
        } catch (RuntimeException e) {
            LOG.warn("Smart Turn failed, the words alone say when the turn ends: {}", e.getMessage());
            return OptionalDouble.empty();
        }
    }

    /**
     * The probability that the speaker has finished, 0 to 1; judged on the caller's thread.
     *
     * @param lastSpeech what was said in this turn, pauses in it included; of more than 8 s the last 8
     *     count, of the silence at its end the first 100 ms; 8000 or 16,000 Hz
     * @throws IllegalStateException when the model fails
     */
    public float probability(Pcm lastSpeech) {
        float[] heard = features.of(at16kHz(lastSpeech));
        long[] shape = {1, LogMel.BANDS, features.frames()};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(heard), shape);
                OrtSession.Result result = session.run(Map.of("input_features", input))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
        } catch (OrtException e) {
            throw new IllegalStateException("the model failed: " + e.getCode(), e);
        }
    }

    private static short[] at16kHz(Pcm speech) {
        int rate = speech.sampleRateHz();
        int end = endOfSound(speech.samples(), rate / 100);
        int length = Math.min(end, rate * SPEECH_MS / 1000);
        Resampler resampler = new Resampler(rate, RATE);
        short[] out = new short[resampler.maxOutput(length) + resampler.maxFlush()];
        int written = resampler.resample(speech.samples(), end - length, length, out, 0);
        written += resampler.flush(out, written);
        return Arrays.copyOf(out, Math.min(written, length * RATE / rate));
    }

    /** Where the sound ends, but for a little silence. @param frame samples of 10 ms */
    private static int endOfSound(short[] samples, int frame) {
        double[] powers = new double[samples.length / frame];
        double loudest = 0;
        for (int i = 0; i < powers.length; i++) {
            for (int k = i * frame; k < (i + 1) * frame; k++) {
                powers[i] += (double) samples[k] * samples[k];
            }
            loudest = Math.max(loudest, powers[i]);
        }
        int end = powers.length;
        while (end > 0 && powers[end - 1] <= loudest * QUIET) {
            end--;
        }
        return Math.min(samples.length, (end + SILENT_FRAMES) * frame);
    }

    @Override
    public void close() {
        pool.shutdown(); // Whoever waits still gets a judgement: all of them together take a second.
        try {
            // To free a model that is at work would take the whole JVM down; one left behind costs memory only.
            if (pool.awaitTermination(10, TimeUnit.SECONDS)) {
                closeSession();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeSession() {
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("A model was not freed: {}", e.getMessage());
        }
    }
}
