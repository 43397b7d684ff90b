package ai.openclaw.voice.component.stt;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.openclaw.voice.audio.OnnxEnvironment;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Moonshine (Jeffries and others, 2024, arXiv 2410.15608): an encoder and a decoder in ONNX, whose cost grows with the
 * length of the speech. A word of a second costs a tenth of what it costs Whisper. Where it is unsure of what it heard,
 * which happens with single words out of context, another engine may be asked.
 *
 * <p>The folder holds {@code encoder_model.ort}, {@code decoder_model_merged.ort} and {@code tokenizer.bin}.
 */
public final class MoonshineEngine extends BatchEngine {
    /** Trained on pieces of up to 30 s; the decoder's attention over longer ones wanders. */
    private static final int LONGEST_PIECE_MS = 25_000;
    /** Silence of 0.5 s on both sides: without it words of less than a second are heard worse. */
    private static final int PADDING = 8000;

    private static final int TOKENS_PER_SECOND = 8;
    private static final int TOKENS_AT_LEAST = 16;
    /**
     * Below this mean log-probability of its tokens it is unsure. Of 542 human clips, 54 % of those of one to three words
     * and 10 % of the sentences lie below; with Whisper's opinion on them 25.8 instead of 34.3 % of the short clips' words
     * are wrong. A higher or lower bound did worse (docs/models.md).
     */
    private static final double UNSURE = -0.2;
    /**
     * Whoever speaks longer, with the silence around it, is understood from the context: of sentences 4.6 % of the words are
     * wrong without the other's opinion and 4.1 % with it, which is not worth a third of a second; ms.
     */
    private static final int SHORT_MS = 2200;

    private static final int BEGIN = 1;
    private static final int END = 2;
    /** Samples that one state of the encoder stands for. */
    private static final int STRIDE = 64 * 3 * 2;

    private final OrtEnvironment environment = OnnxEnvironment.get();
    private final OrtSession encoder;
    private final OrtSession decoder;
    private final MoonshineTokens tokens;
    private final BatchEngine secondOpinion;
    /** The decoder's memory before the first token: empty, in the shape that the model wants. */
    private final Map<String, long[]> emptyPast = new HashMap<>();

    /** With one thread a piece, a piece for each core at once and 10 s until it gives up. */
    public MoonshineEngine(Path folder) throws SttException {
        this("moonshine", folder, 1, Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(10), null);
    }

    /**
     * @param threads how many threads hear one piece; 1 serves most calls for the same cores
     * @param secondOpinion asked about short utterances that this engine is unsure of, unless others wait; its owner
     *     closes it after this one; null for none
     * @throws SttException when the model cannot be loaded
     */
    public MoonshineEngine(
            String name, Path folder, int threads, int concurrency, Duration deadline, BatchEngine secondOpinion)
            throws SttException {
        super(name, "en", concurrency, deadline, LONGEST_PIECE_MS);
        this.secondOpinion = secondOpinion;
        try (OrtSession.SessionOptions options = OnnxThreads.options(threads)) {
            tokens = MoonshineTokens.read(folder.resolve("tokenizer.bin"));
            encoder = environment.createSession(
                    folder.resolve("encoder_model.ort").toString(), options);
            decoder = environment.createSession(
                    folder.resolve("decoder_model_merged.ort").toString(), options);
            for (var input : decoder.getInputInfo().entrySet()) {
                if (input.getKey().startsWith("past_key_values")) {
                    long[] shape = ((TensorInfo) input.getValue().getInfo()).getShape();
                    emptyPast.put(input.getKey(), new long[] {0, shape[1], 1, shape[3]});
                }
            }
        } catch (OrtException | IOException e) {
            throw new SttException("Moonshine's model in " + folder + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    @Override
    String transcribe(float[] samples, Cancellation cancellation) throws SttException {
        float[] padded = new float[samples.length + 2 * PADDING];
        System.arraycopy(samples, 0, padded, PADDING, samples.length);
        try (OrtSession.RunOptions run = new OrtSession.RunOptions();
                Tensors tensors = new Tensors()) {
            OnnxThreads.stopOn(cancellation, run);
            Decoded decoded;
            try {
                decoded = decode(encode(padded, run, tensors), padded.length, run, cancellation, tensors);
            } finally {
                cancellation.stopWith(null);
            }
            String text = tokens.text(decoded.tokens);
            boolean doubtful = decoded.confidence < UNSURE && samples.length <= SHORT_MS * 16;
            return doubtful && secondOpinion != null && !isBusy() ? second(samples, cancellation, text) : text;
        } catch (OrtException e) {
            throw new SttException(name() + " failed: " + e.getCode(), e);
        }
    }

    private String second(float[] samples, Cancellation cancellation, String first) {
        try {
            return secondOpinion.transcribe(samples, cancellation);
        } catch (SttException e) {
            return first;
        }
    }

    /** @param confidence the tokens' mean log-probability, 0 for certainty */
    private record Decoded(int[] tokens, double confidence) {}

    private OnnxTensor encode(float[] samples, OrtSession.RunOptions run, Tensors tensors) throws OrtException {
        Map<String, OnnxTensor> inputs = Map.of(
                "input_values",
                        tensors.keep(
                                OnnxTensor.createTensor(environment, FloatBuffer.wrap(samples), row(samples.length))),
                "attention_mask", tensors.keep(ones(samples.length)));
        return (OnnxTensor) tensors.keep(encoder.run(inputs, run)).get(0);
    }

    private Decoded decode(
            OnnxTensor states, int samples, OrtSession.RunOptions run, Cancellation cancellation, Tensors tensors)
            throws OrtException {
        int length = (int) states.getInfo().getShape()[1];
        int[] said = new int[Math.max(TOKENS_AT_LEAST, samples * TOKENS_PER_SECOND / 16000)];
        Map<String, OnnxTensor> past = new HashMap<>();
        for (var empty : emptyPast.entrySet()) {
            past.put(
                    empty.getKey(),
                    tensors.keep(OnnxTensor.createTensor(environment, FloatBuffer.allocate(0), empty.getValue())));
        }
        // The graph takes every 384th element of the mask itself, so it wants one for each sample, not for each state.
        OnnxTensor mask = tensors.keep(ones(length * STRIDE));
        int token = BEGIN;
        double confidence = 0;
        for (int n = 0; n < said.length && !cancellation.isCancelled(); n++) {
            Map<String, OnnxTensor> inputs = new HashMap<>(past);
            inputs.put(
                    "input_ids",
                    tensors.keep(OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {token}), row(1))));
            inputs.put("encoder_hidden_states", states);
            inputs.put("encoder_attention_mask", mask);
            inputs.put("use_cache_branch", tensors.keep(OnnxTensor.createTensor(environment, new boolean[] {n > 0})));
            OrtSession.Result result = tensors.keep(decoder.run(inputs, run));
            FloatBuffer logits = ((OnnxTensor) result.get("logits").orElseThrow()).getFloatBuffer();
            token = likeliest(logits);
            confidence += logProbability(logits, token);
            if (token == END) {
                return new Decoded(Arrays.copyOf(said, n), confidence / (n + 1));
            }
            said[n] = token;
            for (Map.Entry<String, OnnxValue> output : result) {
                String name = output.getKey();
                // What the decoder keeps of the encoder comes with the first token only.
                if (name.startsWith("present") && (n == 0 || !name.contains(".encoder."))) {
                    past.put(name.replace("present", "past_key_values"), (OnnxTensor) output.getValue());
                }
            }
        }
        return new Decoded(said, confidence / said.length);
    }

    private static double logProbability(FloatBuffer logits, int token) {
        double sum = 0;
        for (int i = 0; i < logits.limit(); i++) {
            float below = logits.get(i) - logits.get(token);
            if (below > -20) { // The rest, all 32,768 together, is less than a ten-thousandth.
                sum += Math.exp(below);
            }
        }
        return -Math.log(sum);
    }

    private static int likeliest(FloatBuffer values) {
        int best = 0;
        for (int i = 1; i < values.limit(); i++) {
            if (values.get(i) > values.get(best)) {
                best = i;
            }
        }
        return best;
    }

    private OnnxTensor ones(int count) throws OrtException {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), row(count));
    }

    private static long[] row(int columns) {
        return new long[] {1, columns};
    }

    @Override
    void release() {
        OnnxThreads.close(encoder);
        OnnxThreads.close(decoder);
    }

    /** Native memory of one transcript, freed together: each step of the decoder goes on using the step's before it. */
    private static final class Tensors implements AutoCloseable {
        private final List<AutoCloseable> kept = new ArrayList<>();

        <T extends AutoCloseable> T keep(T tensor) {
            kept.add(tensor);
            return tensor;
        }

        @Override
        public void close() {
            for (AutoCloseable tensor : kept) {
                try {
                    tensor.close();
                } catch (Exception e) {
                    throw new IllegalStateException("native memory was not freed", e);
                }
            }
        }
    }
}
