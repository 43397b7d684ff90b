package ai.openclaw.voice.audio;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Changes the sample rate of a stream piece by piece, without a seam between the pieces: a polyphase low-pass of a
 * Kaiser-windowed sinc. What comes out is aligned with what went in; its last few ms come with {@link #flush}. For one
 * stream, one thread.
 */
public final class Resampler {
    // 24 zero crossings on each side and a cut-off at 90 % pass the telephone band (to 3180 of 4000 Hz) untouched and
    // are 80 dB down where images and aliases begin.
    private static final int ZERO_CROSSINGS = 24;
    private static final double CUT_OFF = 0.9;
    private static final double KAISER_BETA = 8.0;
    private static final int CHUNK = 512;
    private static final Map<Long, float[][]> FILTERS = new ConcurrentHashMap<>();

    private final int up;
    private final int down;
    private final int taps;
    private final float[][] filter;
    private final float[] line;
    private int filled;
    private int start;
    private int phase;

    /**
     * @param fromHz rate of what comes in, 4000 to 192000 Hz
     * @param toHz rate of what goes out, 4000 to 192000 Hz
     * @throws IllegalArgumentException for a rate out of range
     */
    public Resampler(int fromHz, int toHz) {
        if (fromHz < 4000 || fromHz > 192_000 || toHz < 4000 || toHz > 192_000) {
            throw new IllegalArgumentException("sample rates are 4000 to 192000 Hz, not " + fromHz + " and " + toHz);
        }
        int divisor = gcd(fromHz, toHz);
        up = toHz / divisor;
        down = fromHz / divisor;
        taps = 2 * (int) Math.ceil(ZERO_CROSSINGS * Math.max(1.0, (double) down / up));
        filter = FILTERS.computeIfAbsent((long) up << 32 | down, key -> design(up, down, taps));
        line = new float[taps + CHUNK];
        reset();
    }

    /** Forgets the stream: what comes next is the beginning of another. */
    public void reset() {
        Arrays.fill(line, 0);
        filled = taps / 2 - 1;
        start = 0;
        phase = 0;
    }

    /** How many samples a call with {@code length} samples can give at most. */
    public int maxOutput(int length) {
        return (int) ((long) length * up / down) + 2;
    }

    /** How many samples must come after a sample before it can be given. */
    int lag() {
        return taps / 2;
    }

    /** How many samples {@link #flush} can give at most. */
    public int maxFlush() {
        return maxOutput(taps);
    }

    /**
     * Takes {@code length} samples and gives what can be made of them.
     *
     * @return how many samples were written to {@code out}
     */
    public int resample(short[] in, int offset, int length, short[] out, int outOffset) {
        if (up == down) {
            System.arraycopy(in, offset, out, outOffset, length);
            return length;
        }
        int written = 0;
        for (int done = 0; done < length; ) {
            int n = Math.min(length - done, line.length - filled);
            for (int i = 0; i < n; i++) {
                line[filled + i] = in[offset + done + i];
            }
            filled += n;
            done += n;
            written += drain(out, outOffset + written);
        }
        return written;
    }

    /** The stream's last samples; then {@link #reset}. */
    public int flush(short[] out, int outOffset) {
        if (up == down) {
            return 0;
        }
        int written = 0;
        for (int left = taps / 2; left > 0; ) {
            int n = Math.min(left, line.length - filled);
            Arrays.fill(line, filled, filled + n, 0f);
            filled += n;
            left -= n;
            written += drain(out, outOffset + written);
        }
        reset();
        return written;
    }

    private int drain(short[] out, int at) {
        int written = 0;
        while (start + taps <= filled) {
            float[] f = filter[phase];
            float sum = 0;
            for (int k = 0; k < taps; k++) {
                sum += f[k] * line[start + k];
            }
            int rounded = Math.round(sum);
            out[at + written++] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
            phase += down;
            start += phase / up;
            phase %= up;
        }
        System.arraycopy(line, start, line, 0, filled - start);
        filled -= start;
        start = 0;
        return written;
    }

    private static float[][] design(int up, int down, int taps) {
        double cutOff = CUT_OFF * Math.min(1.0, (double) up / down);
        double half = taps / 2.0;
        float[][] filter = new float[up][taps];
        double[] f = new double[taps];
        for (int p = 0; p < up; p++) {
            double sum = 0;
            for (int k = 0; k < taps; k++) {
                double t = k - half + 1 - (double) p / up;
                double x = Math.PI * cutOff * t;
                double window = bessel(KAISER_BETA * Math.sqrt(Math.max(0, 1 - t * t / (half * half))));
                f[k] = (Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x) * window;
                sum += f[k];
            }
            // Every phase passes a constant unchanged, or a constant would come out as a whine.
            for (int k = 0; k < taps; k++) {
                filter[p][k] = (float) (f[k] / sum);
            }
        }
        return filter;
    }

    /** The modified Bessel function of order zero, from which Kaiser's window is made. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
