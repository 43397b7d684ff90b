package ai.openclaw.voice.component.stt;

/**
 * Doubles the sample rate of a stream, from 8 kHz to the 16 kHz that speech models hear. A half-band windowed sinc: every
 * second output is an input sample itself, the others lie between. The output is 3 ms behind. Not thread-safe.
 */
final class Upsampler {
    /** Input samples on either side that a new sample is made from; 24 keep the images of 0 to 3.4 kHz below -60 dB. */
    private static final int HALF = 24;

    private static final float[] BETWEEN = between();

    private final float[] history = new float[2 * HALF];

    /** @return twice as many samples as {@code input}, in -1 to 1 */
    float[] doubled(short[] input) {
        float[] all = new float[history.length + input.length];
        System.arraycopy(history, 0, all, 0, history.length);
        for (int i = 0; i < input.length; i++) {
            all[history.length + i] = input[i] / 32768f;
        }
        float[] output = new float[2 * input.length];
        for (int i = 0; i < input.length; i++) {
            int first = i + 1;
            output[2 * i] = all[first + HALF - 1];
            float sum = 0;
            for (int k = 0; k < BETWEEN.length; k++) {
                sum += all[first + k] * BETWEEN[k];
            }
            output[2 * i + 1] = sum;
        }
        System.arraycopy(all, input.length, history, 0, history.length);
        return output;
    }

    private static float[] between() {
        double[] taps = new double[2 * HALF];
        double total = 0;
        for (int k = 0; k < taps.length; k++) {
            double x = k - HALF + 0.5;
            double window = 0.5 + 0.5 * Math.cos(Math.PI * x / HALF);
            taps[k] = Math.sin(Math.PI * x) / (Math.PI * x) * window;
            total += taps[k];
        }
        float[] normalised = new float[taps.length];
        for (int k = 0; k < taps.length; k++) {
            normalised[k] = (float) (taps[k] / total);
        }
        return normalised;
    }
}
