package ai.openclaw.voice.component.tts;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.openclaw.voice.audio.OnnxEnvironment;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.component.tts.phonemes.EnglishPhonemes;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hibari voice in this process: an 8 MB network, distilled from Kokoro's voice af_heart, that predicts spectra, and a
 * {@link PulseVocoder}. Natural, and far faster than real time on one core. It knows one speaker, so the voice asked for
 * is ignored.
 */
public final class HibariTtsEngine implements TtsEngine {
    public static final String NAME = "hibari";

    private static final Logger LOG = LoggerFactory.getLogger(HibariTtsEngine.class);
    private static final long MAX_WAIT_MS = 3_000;
    private static final String MODEL = "hibari.onnx";
    private static final String VOCABULARY = "vocab.json";
    private static final String LEXICON = "lexicon_us_gold.json.gz";

    private final EngineSlots slots;
    private final EnglishPhonemes phonemes;
    private final Map<Character, Long> vocabulary;
    private final PulseVocoder vocoder = new PulseVocoder();
    private final OrtEnvironment environment = OnnxEnvironment.get();
    private final OrtSession session;

    /**
     * @param folder where {@code hibari.onnx}, {@code vocab.json} and, better with than without,
     *     {@code lexicon_us_gold.json.gz} lie
     * @param maxConcurrent how many clauses are made at once, each on one core
     * @throws TtsException when a file is missing or is not what it should be
     */
    public HibariTtsEngine(Path folder, int maxConcurrent) throws TtsException {
        slots = new EngineSlots(NAME, maxConcurrent, MAX_WAIT_MS);
        Path lexicon = folder.resolve(LEXICON);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            vocabulary = vocabulary(folder.resolve(VOCABULARY));
            phonemes = EnglishPhonemes.likeKokoro(Files.isRegularFile(lexicon) ? lexicon : null);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(folder.resolve(MODEL).toString(), options);
        } catch (IOException | OrtException e) {
            throw new TtsException("the hibari voice in " + folder + " cannot be used", e);
        }
    }

    /** Whether a voice lies in {@code folder}. */
    public static boolean isThere(Path folder) {
        return Files.isRegularFile(folder.resolve(MODEL)) && Files.isRegularFile(folder.resolve(VOCABULARY));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SpeechStream speak(Speakable text, String voice) throws TtsException {
        return PartByPart.begin(text.text(), PulseVocoder.OUTPUT_RATE_HZ, this::samples);
    }

    @Override
    public void close() {
        if (!slots.close()) {
            LOG.warn("the hibari voice is at work still, and is not freed");
            return;
        }
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("the hibari voice did not close: {}", e.toString());
        }
    }

    private short[] samples(String part) throws TtsException {
        String sounds = phonemes.of(part);
        if (sounds.isEmpty()) {
            return new short[0];
        }
        return slots.in(
                () -> ClauseShaper.shape(vocoder.waveform(predicted(ids(sounds))), PulseVocoder.OUTPUT_RATE_HZ, part));
    }

    private PulseVocoder.Frames predicted(long[] ids) throws TtsException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), new long[] {1, ids.length});
                OnnxTensor speed =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[] {1}), new long[] {1});
                OrtSession.Result result = session.run(Map.of("ids", input, "speed", speed))) {
            return new PulseVocoder.Frames(
                    floats(result, 0),
                    floats(result, 1),
                    floats(result, 2),
                    floats(result, 3),
                    floats(result, 4),
                    floats(result, 5));
        } catch (OrtException | RuntimeException e) {
            throw new TtsException("the hibari voice failed on " + ids.length + " phonemes", e);
        }
    }

    private static float[] floats(OrtSession.Result result, int index) {
        FloatBuffer buffer = ((OnnxTensor) result.get(index)).getFloatBuffer();
        float[] floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    /** Silence stands at both ends; sounds that the voice has not learnt are left out. */
    private long[] ids(String sounds) {
        LongStream.Builder ids = LongStream.builder().add(0);
        for (char sound : sounds.toCharArray()) {
            Long id = vocabulary.get(sound);
            if (id != null) {
                ids.add(id);
            }
        }
        return ids.add(0).build().toArray();
    }

    private static Map<Character, Long> vocabulary(Path json) throws IOException {
        Map<Character, Long> ids = new HashMap<>();
        new ObjectMapper()
                .readTree(json.toFile())
                .fields()
                .forEachRemaining(entry ->
                        ids.put(entry.getKey().charAt(0), entry.getValue().asLong()));
        if (!ids.containsKey('ˈ')) {
            throw new IOException(json.getFileName() + " is not a Kokoro vocabulary");
        }
        return ids;
    }
}
