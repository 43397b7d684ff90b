package ai.openclaw.voice.audio;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Sound as Whisper's encoder wants it: the logarithm of its power in 80 bands on the mel scale (Slaney's), in windows of
 * 25 ms, one each 10 ms (Radford and others, 2022, arXiv 2212.04356). The constants are the model's, not ours. Thread-safe.
 */
final class LogMel {
    static final int BANDS = 80;
    private static final int RATE = 16000;
    private static final int WINDOW = 400;
    private static final int HOP = 160;
    private static final int BINS = WINDOW / 2 + 1;
    private static final double FLOOR = 1e-10;
    /** What lies 80 dB below the loudest is silence. */
    private static final double RANGE = 8;

    private static final double[] HANN = hann();
    /** For each band the first bin that it hears, and the weights from there on. */
    private static final int[] FIRST_BIN = new int[BANDS];

    private static final double[][] WEIGHTS = weights();

    private final int samples;
    private final DoubleFFT_1D transform = new DoubleFFT_1D(WINDOW);

    /** @param samples how much sound is looked at, at 16 kHz; a multiple of 160 */
    LogMel(int samples) {
        this.samples = samples;
    }

    int frames() {
        return samples / HOP;
    }

    /**
     * @param sound at 16 kHz; of longer sound the last {@link #samples} count, before shorter sound comes silence
     * @return 80 bands of {@link #frames} each, most of them between -1 and 1
     */
    float[] of(short[] sound) {
        int length = Math.min(sound.length, samples);
        int silence = samples - length;
        double[] normal = normalised(sound, sound.length - length, length, silence);
        int frames = frames();
        double[] powers = new double[BANDS * frames];
        double loudest = Math.log10(FLOOR);
        double[] work = new double[WINDOW];
        for (int frame = 0; frame < frames; frame++) {
            int begin = frame * HOP - WINDOW / 2;
            // All frames of the silence before the sound are alike; the first is mirrored at its beginning, like all.
            if (frame > 0 && begin + WINDOW <= silence) {
                for (int band = 0; band < BANDS; band++) {
                    powers[band * frames + frame] = powers[band * frames];
                }
                continue;
            }
            for (int i = 0; i < WINDOW; i++) {
                work[i] = normal[mirrored(begin + i)] * HANN[i];
            }
            transform.realForward(work);
            for (int band = 0; band < BANDS; band++) {
                double power = Math.log10(Math.max(FLOOR, heard(band, work)));
                powers[band * frames + frame] = power;
                loudest = Math.max(loudest, power);
            }
        }
        float[] features = new float[powers.length];
        for (int i = 0; i < powers.length; i++) {
            features[i] = (float) ((Math.max(powers[i], loudest - RANGE) + 4) / 4);
        }
        return features;
    }

    /** Zero mean and unit variance, silence included, as the model was trained. */
    private double[] normalised(short[] sound, int from, int length, int silence) {
        double[] normal = new double[samples];
        double sum = 0;
        for (int i = 0; i < length; i++) {
            normal[silence + i] = sound[from + i] / 32768.0;
            sum += normal[silence + i];
        }
        double mean = sum / samples;
        double squares = silence * mean * mean;
        for (int i = silence; i < samples; i++) {
            squares += (normal[i] - mean) * (normal[i] - mean);
        }
        double deviation = Math.sqrt(squares / samples + 1e-7);
        for (int i = 0; i < samples; i++) {
            normal[i] = (normal[i] - mean) / deviation;
        }
        return normal;
    }

    private int mirrored(int position) {
        int inside = Math.abs(position);
        return inside < samples ? inside : 2 * (samples - 1) - inside;
    }

    /** @param spectrum as JTransforms packs it: real parts at even places, imaginary ones behind them */
    private static double heard(int band, double[] spectrum) {
        double sum = 0;
        double[] weights = WEIGHTS[band];
        for (int i = 0; i < weights.length; i++) {
            int bin = FIRST_BIN[band] + i;
            sum += weights[i] * power(spectrum, bin);
        }
        return sum;
    }

    private static double power(double[] spectrum, int bin) {
        if (bin == 0 || bin == WINDOW / 2) {
            double real = spectrum[bin == 0 ? 0 : 1];
            return real * real;
        }
        double real = spectrum[2 * bin];
        double imaginary = spectrum[2 * bin + 1];
        return real * real + imaginary * imaginary;
    }

    private static double[] hann() {
        double[] window = new double[WINDOW];
        Arrays.setAll(window, i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW));
        return window;
    }

    /** Triangles of equal area, each from the middle of the band below to the middle of the band above. */
    private static double[][] weights() {
        double[] hertz = new double[BANDS + 2];
        Arrays.setAll(hertz, i -> hertz(mel(RATE / 2.0) * i / (BANDS + 1)));
        double[][] weights = new double[BANDS][];
        for (int band = 0; band < BANDS; band++) {
            double[] all = new double[BINS];
            int first = -1;
            int last = -1;
            for (int bin = 0; bin < BINS; bin++) {
                double f = bin * (double) RATE / WINDOW;
                double rising = (f - hertz[band]) / (hertz[band + 1] - hertz[band]);
                double falling = (hertz[band + 2] - f) / (hertz[band + 2] - hertz[band + 1]);
                all[bin] = Math.max(0, Math.min(rising, falling)) * 2 / (hertz[band + 2] - hertz[band]);
                if (all[bin] > 0) {
                    first = first < 0 ? bin : first;
                    last = bin;
                }
            }
            FIRST_BIN[band] = Math.max(0, first);
            weights[band] = first < 0 ? new double[0] : Arrays.copyOfRange(all, first, last + 1);
        }
        return weights;
    }

    private static double mel(double hertz) {
        return hertz < 1000 ? 3 * hertz / 200 : 15 + Math.log(hertz / 1000) * 27 / Math.log(6.4);
    }

    private static double hertz(double mel) {
        return mel < 15 ? 200 * mel / 3 : 1000 * Math.exp(Math.log(6.4) / 27 * (mel - 15));
    }
}
