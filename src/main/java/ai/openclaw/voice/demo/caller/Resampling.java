package ai.openclaw.voice.demo.caller;

import ai.openclaw.voice.call.Pcm;

/** Brings the caller's voice to the telephone's 8000 Hz. */
public final class Resampling {
    /** Taps on each side, counted at the lower rate: enough for telephone speech, cheap enough to do once a sentence. */
    private static final int HALF_WIDTH = 16;

    private Resampling() {}

    /** Windowed-sinc conversion; frequencies above 3.6 kHz are removed first, or they would fold into the speech. */
    public static short[] to8kHz(Pcm sound) {
        int rate = sound.sampleRateHz();
        short[] in = sound.samples();
        if (rate == Codec.SAMPLE_RATE_HZ) {
            return in.clone();
        }
        double step = (double) rate / Codec.SAMPLE_RATE_HZ;
        double cutoff = Math.min(3600.0, 0.45 * rate) / rate;
        int half = (int) Math.ceil(HALF_WIDTH * Math.max(1, step));
        short[] out = new short[(int) (in.length / step)];
        for (int i = 0; i < out.length; i++) {
            double centre = i * step;
            int from = Math.max(0, (int) Math.ceil(centre - half));
            int to = Math.min(in.length - 1, (int) Math.floor(centre + half));
            double sum = 0;
            double weights = 0;
            for (int k = from; k <= to; k++) {
                double x = k - centre;
                double sinc = x == 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
                double weight = sinc * (0.5 + 0.5 * Math.cos(Math.PI * x / half));
                sum += weight * in[k];
                weights += weight;
            }
            // At the edges the window is cut off; without this the loudness would sag there.
            double value = weights == 0 ? 0 : sum / weights;
            out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
        }
        return out;
    }
}
