package ai.openclaw.voice.audio;

/** Decodes a stream to 16,000 Hz. For one thread; allocates nothing. */
final class G722Decoder implements AudioCodec.Decoder {
    private static final int TAPS = 12;
    // What the sum and the difference of the two bands can be: 15 bits.
    private static final int MOST = 16_383;

    private final G722Band low = G722Band.low();
    private final G722Band high = G722Band.high();
    private final int[] sums = new int[2 * TAPS];
    private final int[] differences = new int[2 * TAPS];
    private int at;

    @Override
    public int decode(byte[] from, int length, short[] to) {
        for (int i = 0; i < length; i++) {
            int lowSample = low(from[i] & 0x3F);
            int highSample = high(from[i] >> 6 & 3);
            sums[at] = sums[at + TAPS] = lowSample + highSample;
            differences[at] = differences[at + TAPS] = lowSample - highSample;
            at = at + 1 == TAPS ? 0 : at + 1;
            int first = 0;
            int second = 0;
            for (int k = 0; k < TAPS; k++) {
                first += differences[at + k] * G722Tables.QMF[TAPS - 1 - k];
                second += sums[at + k] * G722Tables.QMF[k];
            }
            to[2 * i] = (short) G722Band.saturate(first >> 11);
            to[2 * i + 1] = (short) G722Band.saturate(second >> 11);
        }
        return 2 * length;
    }

    private int low(int code) {
        int sample = bounded(low.predicted + (low.step * G722Tables.QM6[code] >> 15));
        int difference = low.step * G722Tables.QM4[code >> 2] >> 15;
        low.rescale(G722Tables.LOW_CHANGE[code >> 2]);
        low.adapt(difference);
        return sample;
    }

    private int high(int code) {
        int difference = high.step * G722Tables.QM2[code] >> 15;
        int sample = bounded(high.predicted + difference);
        high.rescale(G722Tables.HIGH_CHANGE[code]);
        high.adapt(difference);
        return sample;
    }

    private static int bounded(int sample) {
        return Math.max(-MOST - 1, Math.min(MOST, sample));
    }
}
