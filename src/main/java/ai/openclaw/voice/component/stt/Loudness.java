package ai.openclaw.voice.component.stt;

import java.util.Arrays;

/**
 * How loud a piece of sound is, and how much that changes within it.
 *
 * @param peak the largest sample, 0 to 1
 * @param swing the loud frames' level (95th percentile) over the quiet ones' (20th): speech has pauses and stops, so
 *     it swings widely; noise, hum and tones are steady and stay near 1
 */
record Loudness(float peak, float swing) {
    /** What G.711's idle code and a quiet line's hiss stay below: -58 dBFS. */
    private static final float SILENCE = 0.00125f;
    /** Noise of any colour stays below this; speech cut tightly to one word still reaches 3. */
    private static final float STEADY = 2f;
    /** Loud enough for the models, with head-room. */
    private static final float WANTED_PEAK = 0.9f;
    /** At most 20 dB: more would lift a quiet line's hiss to the level of speech. */
    private static final float MAX_GAIN = 10f;
    /** 20 ms at 16 kHz. */
    static final int FRAME = 320;

    static Loudness of(float[] samples) {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        float[] frames = levels(samples);
        if (frames.length == 0) {
            return new Loudness(peak, 1);
        }
        Arrays.sort(frames);
        float loud = frames[(int) (frames.length * 0.95)];
        float quiet = frames[(int) (frames.length * 0.2)];
        return new Loudness(peak, loud / Math.max(quiet, 1e-6f));
    }

    /** The level (root mean square) of each whole frame of 20 ms. */
    static float[] levels(float[] samples) {
        float[] levels = new float[samples.length / FRAME];
        for (int i = 0; i < levels.length; i++) {
            double sum = 0;
            for (int k = i * FRAME; k < (i + 1) * FRAME; k++) {
                sum += samples[k] * samples[k];
            }
            levels[i] = (float) Math.sqrt(sum / FRAME);
        }
        return levels;
    }

    boolean isSilence() {
        return peak < SILENCE;
    }

    boolean isSteady() {
        return swing < STEADY;
    }

    /** What brings quiet speech up to the level that models were trained on; 1 for speech that is loud enough. */
    float gain() {
        return peak >= 0.5f || peak == 0 ? 1f : Math.min(MAX_GAIN, WANTED_PEAK / peak);
    }

    static float[] amplified(float[] samples, float gain) {
        if (gain == 1f) {
            return samples;
        }
        float[] louder = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            louder[i] = samples[i] * gain;
        }
        return louder;
    }

    /** The middle of the quietest 100 ms between two positions: where speech is cut with the least harm. */
    static int quietestPoint(float[] samples, int from, int to) {
        int best = to;
        double least = Double.MAX_VALUE;
        int window = 5 * FRAME;
        for (int start = from; start + window <= to; start += FRAME) {
            double sum = 0;
            for (int k = start; k < start + window; k++) {
                sum += samples[k] * samples[k];
            }
            if (sum <= least) {
                least = sum;
                best = start + window / 2;
            }
        }
        return best;
    }
}
