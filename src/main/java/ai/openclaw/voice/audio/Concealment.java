package ai.openclaw.voice.audio;

/**
 * Fills in for lost packets: the last pitch period goes on, fading, and becomes silence after 60 ms (after ITU-T G.711
 * Appendix I, without its 3.75 ms of delay). For one stream, one thread; allocates nothing.
 */
public final class Concealment {
    // Voices lie between 66 and 200 Hz. All lengths are in samples at 8000 Hz.
    private static final int SHORTEST_PITCH = 40;
    private static final int LONGEST_PITCH = 120;
    private static final int COMPARED = 160;
    private static final int HISTORY = COMPARED + LONGEST_PITCH + LONGEST_PITCH / 4;
    // 10 ms at full level, then down by a fifth every 10 ms, as Appendix I has it.
    private static final int FULL = 80;
    private static final int FADED = 480;
    private static final int JOIN = 40;

    private final int ratio;
    private final int full;
    private final int faded;
    private final short[] history;
    private final float[] period;
    private int pitch;
    private int concealed;

    /** @param sampleRateHz 8000 or 16,000 Hz */
    public Concealment(int sampleRateHz) {
        ratio = sampleRateHz / 8000;
        full = FULL * ratio;
        faded = FADED * ratio;
        history = new short[HISTORY * ratio];
        period = new float[LONGEST_PITCH * ratio];
    }

    /** Passes sound on. Its first 5 ms are rewritten after a loss, so that it joins what was made up. */
    public void heard(short[] samples, int offset, int length) {
        if (concealed > 0) {
            int join = Math.min(JOIN * ratio, length);
            for (int i = 0; i < join; i++) {
                float in = (i + 1f) / (join + 1);
                samples[offset + i] = (short) (samples[offset + i] * in + next() * (1 - in));
            }
            concealed = 0;
        }
        int kept = history.length;
        if (length >= kept) {
            System.arraycopy(samples, offset + length - kept, history, 0, kept);
        } else {
            System.arraycopy(history, length, history, 0, kept - length);
            System.arraycopy(samples, offset, history, kept - length, length);
        }
    }

    /** Makes up {@code length} samples. */
    public void conceal(short[] out, int offset, int length) {
        if (concealed == 0) {
            findPeriod();
        }
        for (int i = 0; i < length; i++) {
            out[offset + i] = (short) next();
        }
    }

    private float next() {
        if (concealed >= faded) {
            return 0;
        }
        float gain = concealed < full ? 1 : (float) (faded - concealed) / (faded - full);
        return period[concealed++ % pitch] * gain;
    }

    private void findPeriod() {
        double best = -1;
        pitch = LONGEST_PITCH * ratio;
        int end = history.length;
        int from = end - COMPARED * ratio;
        for (int lag = SHORTEST_PITCH * ratio; lag <= LONGEST_PITCH * ratio; lag++) {
            double product = 0;
            double energy = 1;
            for (int i = from; i < end; i++) {
                product += history[i] * history[i - lag];
                energy += history[i - lag] * history[i - lag];
            }
            double score = product / Math.sqrt(energy);
            if (score > best) {
                best = score;
                pitch = lag;
            }
        }
        for (int i = 0; i < pitch; i++) {
            period[i] = history[end - pitch + i];
        }
        // The period's end leads into its own beginning.
        int seam = pitch / 4;
        for (int i = 0; i < seam; i++) {
            float to = (i + 1f) / (seam + 1);
            int at = end - seam + i;
            period[pitch - seam + i] = history[at] * (1 - to) + history[at - pitch] * to;
        }
    }
}
