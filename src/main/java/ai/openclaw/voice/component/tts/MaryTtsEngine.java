package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Speakable;
import java.util.Locale;
import marytts.LocalMaryInterface;
import marytts.MaryInterface;
import marytts.exceptions.MaryConfigurationException;
import marytts.exceptions.SynthesisException;
import marytts.util.data.audio.MaryAudioUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MaryTTS with the voice cmu-slt-hsmm: pure Java, no model to download, clear but synthetic. The engine that is always
 * there.
 */
public final class MaryTtsEngine implements TtsEngine {
    public static final String NAME = "mary";

    private static final Logger LOG = LoggerFactory.getLogger(MaryTtsEngine.class);
    private static final String VOICE = "cmu-slt-hsmm";
    /** A clause that waited so long is better said by another engine. */
    private static final long MAX_WAIT_MS = 5_000;

    private final EngineSlots slots;

    /**
     * Starts MaryTTS, once for the JVM: about 2 s.
     *
     * @param maxConcurrent how many clauses are made at once; the number of cores is a good one
     * @throws TtsException when MaryTTS or its voice is not on the class path
     */
    public MaryTtsEngine(int maxConcurrent) throws TtsException {
        quieten();
        slots = new EngineSlots(NAME, maxConcurrent, MAX_WAIT_MS);
        mary();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SpeechStream speak(Speakable text, String voice) throws TtsException {
        // MaryTTS says "minus" for the hyphen of twenty-four.
        short[][] samples = new short[1][];
        int rateHz = slots.in(() -> {
            try (var audio = mary().generateAudio(text.text().replace('-', ' '))) {
                int rate = (int) audio.getFormat().getSampleRate();
                samples[0] =
                        ClauseShaper.shape(floats(MaryAudioUtils.getSamplesAsDoubleArray(audio)), rate, text.text());
                return rate;
            } catch (SynthesisException | java.io.IOException | RuntimeException e) {
                // MaryTTS quotes the text in its messages, and what is said to a caller stays out of logs.
                LOG.debug("MaryTTS failed", e);
                throw new TtsException(
                        "MaryTTS could not speak " + text + ": " + e.getClass().getSimpleName());
            }
        });
        return Speech.of(ClauseShaper.pieces(samples[0], rateHz));
    }

    /** One for each clause: MaryTTS's modules are shared and thread-safe, this handle with its settings is not. */
    private static MaryInterface mary() throws TtsException {
        try {
            MaryInterface mary = new LocalMaryInterface();
            mary.setLocale(Locale.US);
            mary.setVoice(VOICE);
            return mary;
        } catch (MaryConfigurationException | IllegalArgumentException e) {
            throw new TtsException("MaryTTS does not start", e);
        }
    }

    private static float[] floats(double[] samples) {
        float[] floats = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            floats[i] = (float) samples[i];
        }
        return floats;
    }

    /**
     * MaryTTS quotes what it says, at ERROR too, and what is said to a caller stays out of logs. Failures come as exceptions
     * all the same. Whoever debugs it sets a level of his own.
     */
    private static void quieten() {
        if (LoggerFactory.getLogger("marytts") instanceof ch.qos.logback.classic.Logger logger
                && logger.getLevel() == null) {
            logger.setLevel(ch.qos.logback.classic.Level.OFF);
        }
    }
}
