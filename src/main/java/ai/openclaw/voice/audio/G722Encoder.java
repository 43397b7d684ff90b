package ai.openclaw.voice.audio;

/** Codes a stream of 16,000 Hz. For one thread; allocates nothing. */
final class G722Encoder implements AudioCodec.Encoder {
    private static final int TAPS = 12;

    private final G722Band low = G722Band.low();
    private final G722Band high = G722Band.high();
    // Every second sample, the youngest last; doubled, so that the filter always reads a straight line.
    private final int[] even = new int[2 * TAPS];
    private final int[] odd = new int[2 * TAPS];
    private int at;

    @Override
    public int encode(short[] from, int offset, int samples, byte[] to) {
        int length = samples / 2;
        for (int i = 0; i < length; i++) {
            to[i] = (byte) pair(from[offset + 2 * i], from[offset + 2 * i + 1]);
        }
        return length;
    }

    private int pair(int first, int second) {
        even[at] = even[at + TAPS] = first;
        odd[at] = odd[at + TAPS] = second;
        at = at + 1 == TAPS ? 0 : at + 1;
        int sum1 = 0;
        int sum2 = 0;
        for (int i = 0; i < TAPS; i++) {
            sum1 += even[at + i] * G722Tables.QMF[i];
            sum2 += odd[at + i] * G722Tables.QMF[TAPS - 1 - i];
        }
        return high(sum2 - sum1 >> 14) << 6 | low(sum2 + sum1 >> 14);
    }

    private int low(int sample) {
        int error = G722Band.saturate(sample - low.predicted);
        int size = error >= 0 ? error : ~error;
        int level = 1;
        while (level < 30 && size >= G722Tables.Q6[level] * low.step >> 12) {
            level++;
        }
        int code = G722Tables.lowCode(level, error < 0);
        int difference = low.step * G722Tables.QM4[code >> 2] >> 15;
        low.rescale(G722Tables.LOW_CHANGE[code >> 2]);
        low.adapt(difference);
        return code;
    }

    private int high(int sample) {
        int error = G722Band.saturate(sample - high.predicted);
        int size = error >= 0 ? error : ~error;
        boolean far = size >= 564 * high.step >> 12;
        int code = error < 0 ? far ? 0 : 1 : far ? 2 : 3;
        int difference = high.step * G722Tables.QM2[code] >> 15;
        high.rescale(G722Tables.HIGH_CHANGE[code]);
        high.adapt(difference);
        return code;
    }
}
