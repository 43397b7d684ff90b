package ai.openclaw.voice.component.tts;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.openclaw.voice.audio.OnnxEnvironment;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.component.tts.phonemes.EnglishPhonemes;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Piper voice (VITS) through ONNX Runtime, in this process. Its phonemes are made by {@link EnglishPhonemes}, without
 * espeak-ng. A voice knows one speaker, so the voice asked for is ignored.
 */
public final class PiperTtsEngine implements TtsEngine {
    public static final String NAME = "piper";

    private static final Logger LOG = LoggerFactory.getLogger(PiperTtsEngine.class);
    private static final long MAX_WAIT_MS = 3_000;

    private final EngineSlots slots;
    private final EnglishPhonemes phonemes;
    private final PiperVoice voice;
    private final OrtEnvironment environment = OnnxEnvironment.get();
    private final OrtSession session;

    /**
     * @param model the voice, {@code *.onnx}; its {@code .onnx.json} lies beside it
     * @param cmudict the CMU dictionary as text, or null for the one inside MaryTTS's jar
     * @param maxConcurrent how many clauses are made at once, each on one core
     * @throws TtsException when a file is missing or is not what it should be
     */
    public PiperTtsEngine(Path model, Path cmudict, int maxConcurrent) throws TtsException {
        slots = new EngineSlots(NAME, maxConcurrent, MAX_WAIT_MS);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            voice = PiperVoice.read(model.resolveSibling(model.getFileName() + ".json"));
            phonemes = EnglishPhonemes.likeEspeak(cmudict);
            // One core for a clause: calls run beside each other, and threads that wait for each other cost more.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.toString(), options);
        } catch (IOException | OrtException e) {
            throw new TtsException("the Piper voice " + model.getFileName() + " cannot be used", e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SpeechStream speak(Speakable text, String voiceName) throws TtsException {
        return PartByPart.begin(text.text(), voice.sampleRateHz(), this::samples);
    }

    @Override
    public void close() {
        if (!slots.close()) {
            LOG.warn("the Piper voice is at work still, and is not freed");
            return;
        }
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("the Piper voice did not close: {}", e.toString());
        }
    }

    /** The sound of one part of a clause, in 16-bit samples; empty when there is no word in it. */
    short[] samples(String part) throws TtsException {
        String ipa = phonemes.of(part);
        if (ipa.isEmpty()) {
            return new short[0];
        }
        return slots.in(() -> ClauseShaper.shape(infer(voice.ids(ipa)), voice.sampleRateHz(), part));
    }

    private float[] infer(long[] ids) throws TtsException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), new long[] {1, ids.length});
                OnnxTensor length =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {ids.length}), new long[] {1});
                OnnxTensor scales =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(voice.scales()), new long[] {3});
                OrtSession.Result result =
                        session.run(Map.of("input", input, "input_lengths", length, "scales", scales))) {
            FloatBuffer out = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] samples = new float[out.remaining()];
            out.get(samples);
            return samples;
        } catch (OrtException | RuntimeException e) {
            throw new TtsException("the Piper voice failed on " + ids.length + " phonemes", e);
        }
    }

    /** Whether {@code model} and what belongs to it are there. */
    public static boolean isThere(Path model) {
        return Files.isRegularFile(model) && Files.isRegularFile(model.resolveSibling(model.getFileName() + ".json"));
    }
}
