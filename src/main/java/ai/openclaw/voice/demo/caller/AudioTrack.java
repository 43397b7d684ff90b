package ai.openclaw.voice.demo.caller;

import ai.openclaw.voice.call.Pcm;
import java.util.Arrays;

/** One side's sound on the call's time axis: sample 0 is when the call was answered. Gaps are silence. 8000 Hz. */
public final class AudioTrack {
    private static final int SAMPLES_PER_MS = Codec.SAMPLE_RATE_HZ / 1000;
    /** A far end's broken timestamps must not make us allocate for hours of silence. */
    private static final long LONGEST = 4L * 3600 * Codec.SAMPLE_RATE_HZ;

    private final boolean kept;
    private short[] samples = new short[0];
    private int length;

    AudioTrack(boolean kept) {
        this.kept = kept;
    }

    synchronized void put(long position, short[] sound) {
        if (!kept || position < 0 || position + sound.length > LONGEST) {
            return;
        }
        int end = (int) position + sound.length;
        if (end > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(end, samples.length + samples.length / 2 + Codec.SAMPLE_RATE_HZ));
        }
        System.arraycopy(sound, 0, samples, (int) position, sound.length);
        length = Math.max(length, end);
    }

    /** Moves all from {@code position} on to an earlier place. */
    synchronized void pull(long position, int by) {
        // What would come to lie before the answer is dropped.
        int from = (int) Math.max(by, position);
        int count = length - from;
        if (!kept || count <= 0) {
            return;
        }
        System.arraycopy(samples, from, samples, from - by, count);
        Arrays.fill(samples, length - by, length, (short) 0);
        length -= by;
    }

    public synchronized int lengthMs() {
        return length / SAMPLES_PER_MS;
    }

    public synchronized short[] samples() {
        return Arrays.copyOf(samples, length);
    }

    /** The sound between two times, cut to what there is; ms since the answer. */
    public synchronized Pcm between(long fromMs, long toMs) {
        int from = (int) Math.min(length, Math.max(0, fromMs * SAMPLES_PER_MS));
        int to = (int) Math.min(length, Math.max(from, toMs * SAMPLES_PER_MS));
        return new Pcm(Arrays.copyOfRange(samples, from, to), Codec.SAMPLE_RATE_HZ);
    }
}
