package ai.openclaw.voice.component.tts;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * Makes the waveform from what a hibari voice predicts for each 12.5 ms: a train of pulses at the pitch, filtered, plus
 * shaped noise, plus a part with phases of its own. After hibari's {@code dsp.py} (Apache-2.0, Maureese Williams).
 *
 * <p>The voice speaks at 24 kHz. No telephone carries more than 8 kHz of band width, so only the bins up to 8 kHz are
 * computed and the sound comes out at 16 kHz, which saves a third of the work and a resampling. Thread-safe.
 */
final class PulseVocoder {
    /** What {@link #waveform} returns, in Hz. */
    static final int OUTPUT_RATE_HZ = 16_000;

    private static final int RATE_HZ = 24_000;
    private static final int WINDOW = 1200;
    private static final int HOP = 300;
    private static final int OUTPUT_WINDOW = WINDOW * OUTPUT_RATE_HZ / RATE_HZ;
    private static final int OUTPUT_HOP = HOP * OUTPUT_RATE_HZ / RATE_HZ;
    /** 0 Hz to 8 kHz, 20 Hz each. */
    private static final int BINS = OUTPUT_WINDOW / 2 + 1;
    /** A pitch below this means that the frame has none. */
    private static final float VOICED_HZ = 40;
    /** Harmonics above are left out. */
    private static final float TOP_HZ = 11_000;
    /** The model's logarithms are cut here, as its own code does. */
    private static final float MAX_LOG = 7;

    private static final float[] ANALYSIS = hann(WINDOW, HOP);
    private static final float[] SYNTHESIS = hann(OUTPUT_WINDOW, 1);
    private static final float[] NOISE = noise(1 << 16);

    private final FloatFFT_1D analysis = new FloatFFT_1D(WINDOW);
    private final FloatFFT_1D synthesis = new FloatFFT_1D(OUTPUT_WINDOW);

    /**
     * What the voice predicts. Each array but the last has 601 bins of {@code frames} values, one bin after the other.
     *
     * @param harmonic log magnitude of the pulses' part
     * @param theta its phase, before tanh, in half turns
     * @param noise log magnitude of the noise
     * @param free log magnitude of the part with its own phase
     * @param phase that part's phase, in radians
     * @param pitchHz one value a frame, 0 without voice
     */
    record Frames(float[] harmonic, float[] theta, float[] noise, float[] free, float[] phase, float[] pitchHz) {}

    /** @return samples at {@link #OUTPUT_RATE_HZ}, full scale about 1 */
    float[] waveform(Frames in) {
        int frames = in.pitchHz.length;
        float[] pulses = padded(pulses(in.pitchHz));
        float[] out = new float[(frames + 3) * OUTPUT_HOP];
        float[] weight = new float[out.length];
        float[] spectrum = new float[WINDOW];
        float[] sound = new float[OUTPUT_WINDOW];
        int random = ThreadLocalRandom.current().nextInt(NOISE.length);
        for (int frame = 0; frame < frames; frame++) {
            for (int i = 0; i < WINDOW; i++) {
                spectrum[i] = pulses[frame * HOP + i] * ANALYSIS[i];
            }
            analysis.realForward(spectrum);
            random = mix(in, frame, frames, spectrum, sound, random);
            synthesis.realInverse(sound, true);
            for (int i = 0; i < OUTPUT_WINDOW; i++) {
                out[frame * OUTPUT_HOP + i] += sound[i] * SYNTHESIS[i];
                weight[frame * OUTPUT_HOP + i] += SYNTHESIS[i] * SYNTHESIS[i];
            }
        }
        float[] samples = new float[frames * OUTPUT_HOP];
        int from = OUTPUT_WINDOW / 2;
        for (int i = 0; i < samples.length && from + i < out.length; i++) {
            // A shorter transform divides by less; this makes up for it.
            samples[i] = out[from + i] / Math.max(weight[from + i], 1e-6f) * OUTPUT_WINDOW / WINDOW;
        }
        return samples;
    }

    /** Puts one frame's spectrum into {@code sound}, in the transform's order: real and imaginary by turns. */
    private static int mix(Frames in, int frame, int frames, float[] pulses, float[] sound, int random) {
        int r = random;
        for (int bin = 0; bin < BINS; bin++) {
            int at = bin * frames + frame;
            double turn = Math.PI * Math.tanh(in.theta[at]);
            double magnitude = exp(in.harmonic[at]);
            double cos = Math.cos(turn) * magnitude;
            double sin = Math.sin(turn) * magnitude;
            double re = pulses[2 * Math.min(bin, WINDOW / 2 - 1)];
            double im = bin == 0 ? 0 : pulses[2 * bin + 1];
            double hiss = exp(in.noise[at]);
            double free = exp(in.free[at]);
            double real = re * cos - im * sin + hiss * NOISE[r] + free * Math.cos(in.phase[at]);
            r = r + 1 & NOISE.length - 1;
            double imaginary = re * sin + im * cos + hiss * NOISE[r] + free * Math.sin(in.phase[at]);
            r = r + 1 & NOISE.length - 1;
            if (bin == BINS - 1) {
                sound[1] = (float) real;
            } else {
                sound[2 * bin] = (float) real;
                if (bin > 0) {
                    sound[2 * bin + 1] = (float) imaginary;
                }
            }
        }
        return r;
    }

    /** Every harmonic below the top with the same strength, in closed form: a band-limited pulse train. */
    private static float[] pulses(float[] pitchHz) {
        float[] out = new float[pitchHz.length * HOP];
        double phase = 0;
        for (int i = 0; i < out.length; i++) {
            double at = (i + 0.5) / HOP - 0.5;
            int left = (int) Math.floor(at);
            double part = at - left;
            double hz =
                    pitchHz[Math.max(left, 0)] * (1 - part) + pitchHz[Math.min(left + 1, pitchHz.length - 1)] * part;
            boolean voiced = hz > VOICED_HZ;
            hz = Math.max(hz, VOICED_HZ);
            phase += hz / RATE_HZ;
            phase -= Math.floor(phase);
            if (voiced) {
                double t = 2 * Math.PI * phase;
                double harmonics = Math.floor(TOP_HZ / hz) + 0.5;
                double below = 2 * Math.sin(t / 2);
                out[i] = (float) ((Math.abs(below) <= 2e-3 ? harmonics : Math.sin(harmonics * t) / below) - 0.5);
            }
        }
        return out;
    }

    /** Mirrored at both ends by half a window. */
    private static float[] padded(float[] samples) {
        int half = WINDOW / 2;
        float[] out = new float[samples.length + WINDOW];
        System.arraycopy(samples, 0, out, half, samples.length);
        int last = samples.length - 1;
        for (int i = 1; i <= half; i++) {
            out[half - i] = samples[Math.min(i, last)];
            out[half + last + i] = samples[Math.max(last - i, 0)];
        }
        return out;
    }

    private static double exp(float log) {
        return Math.exp(Math.min(log, MAX_LOG));
    }

    private static float[] hann(int length, int divisor) {
        float[] window = new float[length];
        for (int i = 0; i < length; i++) {
            window[i] = (float) ((0.5 - 0.5 * Math.cos(2 * Math.PI * i / length)) / divisor);
        }
        return window;
    }

    /** A prime's worth of noise would repeat later, but nobody hears a repetition after 80 frames of shaped hiss. */
    private static float[] noise(int length) {
        Random random = new Random(1);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }
}
