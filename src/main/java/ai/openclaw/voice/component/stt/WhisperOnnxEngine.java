package ai.openclaw.voice.component.stt;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.extensions.OrtxPackage;
import ai.openclaw.voice.audio.OnnxEnvironment;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Whisper as one ONNX file that goes from samples to text: mel spectrogram, encoder, search and tokeniser in one graph, as
 * Microsoft's Olive makes it. Whatever the length, the encoder hears 30 s, so a short word costs what a sentence costs.
 */
public final class WhisperOnnxEngine extends BatchEngine {
    /** The graph fails above 30 s; a second is kept for rounding. */
    private static final int LONGEST_PIECE_MS = 29_000;
    /** People speak three to five tokens a second; what goes far beyond is a decoder that is stuck. */
    private static final int TOKENS_PER_SECOND = 8;

    private static final int TOKENS_AT_LEAST = 32;
    /** Half of Whisper's context, as its own decoder allows. */
    private static final int TOKENS_AT_MOST = 224;

    private final OrtEnvironment environment = OnnxEnvironment.get();
    private final OrtSession session;
    private final int beams;

    /** With one thread a piece, one beam, a piece for each core at once and 10 s until it gives up. */
    public WhisperOnnxEngine(Path model) throws SttException {
        this("whisper", model, 1, 1, Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(10));
    }

    /**
     * @param threads how many threads hear one piece; 1 serves most calls for the same cores
     * @param beams how many transcripts are followed in the search; 1 is fastest
     * @throws SttException when the model cannot be loaded
     */
    public WhisperOnnxEngine(String name, Path model, int threads, int beams, int concurrency, Duration deadline)
            throws SttException {
        super(name, "en", concurrency, deadline, LONGEST_PIECE_MS);
        this.beams = beams;
        try (OrtSession.SessionOptions options = OnnxThreads.options(threads)) {
            options.registerCustomOpLibrary(OrtxPackage.getLibraryPath());
            session = environment.createSession(model.toString(), options);
        } catch (OrtException e) {
            throw new SttException("Whisper's model " + model + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    @Override
    String transcribe(float[] samples, Cancellation cancellation) throws SttException {
        int tokens = Math.min(TOKENS_AT_MOST, TOKENS_AT_LEAST + samples.length * TOKENS_PER_SECOND / 16000);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try (OrtSession.RunOptions run = new OrtSession.RunOptions()) {
            inputs.put(
                    "audio_pcm",
                    OnnxTensor.createTensor(environment, FloatBuffer.wrap(samples), new long[] {1, samples.length}));
            inputs.put("max_length", of(tokens));
            inputs.put("min_length", of(1));
            inputs.put("num_beams", of(beams));
            inputs.put("num_return_sequences", of(1));
            inputs.put("length_penalty", of(1f));
            inputs.put("repetition_penalty", of(1f));
            OnnxThreads.stopOn(cancellation, run);
            try (OrtSession.Result result = session.run(inputs, run)) {
                return text(result.get(0).getValue());
            } finally {
                cancellation.stopWith(null);
            }
        } catch (OrtException e) {
            throw new SttException(name() + " failed: " + e.getCode(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static String text(Object value) {
        return value instanceof String[][] table ? table[0][0] : ((String[]) value)[0];
    }

    private OnnxTensor of(int value) throws OrtException {
        return OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] {value}), new long[] {1});
    }

    private OnnxTensor of(float value) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[] {value}), new long[] {1});
    }

    @Override
    void release() {
        OnnxThreads.close(session);
    }
}
