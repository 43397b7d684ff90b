package ai.openclaw.voice.audio;

import java.util.Arrays;

/**
 * Evens out when packets arrive. Writers put decoded packets in as they come; one reader pulls {@link #UNIT_MS} of sound
 * on a clock of its own. Sound is kept by its RTP timestamp, so packets of any length, in any order, and twice, fall
 * into their place. The delay follows the jitter that was measured. For one thread; nothing is allocated after
 * construction.
 */
public final class JitterBuffer {
    /** What one {@link #pull} gives, ms. */
    public static final int UNIT_MS = 10;

    /** What a pull gave. */
    public enum Unit {
        /** Sound. */
        AUDIO,
        /** Sound belongs here and is missing: conceal it. */
        LOST,
        /** Nobody sends: silence. */
        NOTHING
    }

    // A second of sound: more than a jump in time can be told from a gap by, and more than the longest delay.
    private static final int CAPACITY_MS = 1000;
    // The spread of arrival times is remembered for one to two of these.
    private static final int WINDOW_MS = 2000;
    // Below this level (-48 dBFS) nobody notices 10 ms less.
    private static final int QUIET = 130;

    private final int perMs;
    private final int unit;
    private final int min;
    private final int max;
    private final int initial;
    private final short[] sound;
    private final boolean[] there;
    private final int mask;

    private boolean started;
    private long ssrc;
    private int readTs;
    private int firstTs;
    private int newestTs;
    private int newestSequence;
    private int starved;

    private int target;
    private int transitBase;
    private int windowStart;
    private int windowMin;
    private int windowMax;
    private int lastMin;
    private int lastMax;
    private boolean haveLast;
    private int lowestDepth = Integer.MAX_VALUE;
    private int pullsSinceLook;

    private long late;
    private long duplicates;
    private long reordered;
    private long discarded;
    private long resets;

    /**
     * @param sampleRateHz the RTP clock and sample rate, Hz
     * @param minMs the shortest delay, ms
     * @param initialMs the delay until jitter was measured, ms
     * @param maxMs the longest delay, ms; at most 500
     */
    public JitterBuffer(int sampleRateHz, int minMs, int initialMs, int maxMs) {
        if (minMs < 0 || initialMs < minMs || maxMs < initialMs || maxMs > CAPACITY_MS / 2) {
            throw new IllegalArgumentException("a jitter buffer wants 0 <= min <= initial <= max <= " + CAPACITY_MS / 2
                    + " ms, not " + minMs + ", " + initialMs + ", " + maxMs);
        }
        perMs = sampleRateHz / 1000;
        unit = UNIT_MS * perMs;
        min = minMs * perMs;
        initial = initialMs * perMs;
        max = maxMs * perMs;
        int size = Integer.highestOneBit(CAPACITY_MS * perMs - 1) << 1;
        sound = new short[size];
        there = new boolean[size];
        mask = size - 1;
        target = initial;
    }

    /**
     * Takes a packet's sound.
     *
     * @param source the packet's SSRC; another one than before begins a new stream
     * @param sequence the packet's sequence number, 0 to 65535
     * @param timestamp the RTP timestamp of the first sample; wraps
     * @param arrivedNanos when it arrived, on {@link System#nanoTime()}
     */
    public void put(long source, int sequence, int timestamp, short[] samples, int length, long arrivedNanos) {
        if (length <= 0 || length > max + CAPACITY_MS / 2 * perMs) {
            return;
        }
        int arrived = (int) (arrivedNanos / 1_000_000.0 * perMs);
        if (!started || source != ssrc) {
            start(source, sequence, timestamp, arrived);
        }
        int ahead = timestamp - readTs;
        if (ahead > sound.length - length || ahead < -sound.length) {
            start(source, sequence, timestamp, arrived);
            ahead = timestamp - readTs;
        } else if (ahead + length <= 0) {
            late++;
            measure(timestamp, arrived);
            return;
        }
        measure(timestamp, arrived);
        if ((short) (sequence - newestSequence) < 0) {
            reordered++;
        } else {
            newestSequence = sequence;
        }
        if (there[timestamp + length - 1 & mask] && timestamp + length - newestTs <= 0) {
            duplicates++;
            return;
        }
        if (newestTs - readTs <= 0 && ahead + length > target) {
            // The sender left something out, be it lost or silence: that is no reason to wait longer from now on.
            moveTo(timestamp + length - target);
            newestTs = timestamp;
        }
        for (int i = Math.max(0, readTs - timestamp); i < length; i++) {
            sound[timestamp + i & mask] = samples[i];
            there[timestamp + i & mask] = true;
        }
        if (timestamp + length - newestTs > 0) {
            newestTs = timestamp + length;
        }
        // One packet may be longer than the longest delay; only what piles up behind the reader is too much.
        if (newestTs - readTs > max + Math.max(length, 2 * unit) + unit) {
            int to = newestTs - target - length;
            discarded += Math.max(0, to - readTs) / unit;
            moveTo(to);
        }
        starved = 0;
    }

    /** Writes the next {@link #UNIT_MS} to {@code out} if there are any; else {@code out} is left alone. */
    public Unit pull(short[] out, int offset) {
        if (!started) {
            return Unit.NOTHING;
        }
        if (readTs - firstTs < 0) {
            moveTo(readTs + unit);
            return Unit.NOTHING;
        }
        if (newestTs - readTs <= 0) {
            // Time stands still: when the sound comes after all, it is late but not lost.
            if (++starved * unit > max) {
                started = false;
                return Unit.NOTHING;
            }
            lowestDepth = 0;
            return Unit.LOST;
        }
        dropWhatIsTooMuch();
        int missing = 0;
        for (int i = 0; i < unit; i++) {
            int at = readTs + i & mask;
            missing += there[at] ? 0 : 1;
            out[offset + i] = there[at] ? sound[at] : 0;
        }
        moveTo(readTs + unit);
        lowestDepth = Math.min(lowestDepth, newestTs - readTs);
        return missing > unit / 2 ? Unit.LOST : Unit.AUDIO;
    }

    /** The delay that is aimed at, ms. */
    public int targetMs() {
        return target / perMs;
    }

    /** What waits to be pulled, ms. */
    public int depthMs() {
        return started ? Math.max(0, newestTs - readTs) / perMs : 0;
    }

    /** Packets that came when their time had passed. */
    public long late() {
        return late;
    }

    /** Packets that came twice. */
    public long duplicates() {
        return duplicates;
    }

    /** Packets that came after a younger one. */
    public long reordered() {
        return reordered;
    }

    /** Units of sound thrown away to keep the delay short. */
    public long discarded() {
        return discarded;
    }

    /** How often the stream began anew: another source, or a jump in its time. */
    public long resets() {
        return resets;
    }

    private void start(long source, int sequence, int timestamp, int arrived) {
        if (started) {
            resets++;
        }
        Arrays.fill(there, false);
        if (source != ssrc || !haveLast) {
            target = initial;
        }
        started = true;
        ssrc = source;
        starved = 0;
        newestSequence = sequence;
        newestTs = timestamp;
        firstTs = timestamp;
        readTs = timestamp - target;
        transitBase = arrived - timestamp;
        windowStart = arrived;
        windowMin = 0;
        windowMax = 0;
        haveLast = false;
        lowestDepth = Integer.MAX_VALUE;
        pullsSinceLook = 0;
    }

    private void moveTo(int timestamp) {
        int steps = Math.min(sound.length, timestamp - readTs);
        for (int i = 0; i < steps; i++) {
            there[readTs + i & mask] = false;
        }
        readTs = timestamp;
    }

    private void measure(int timestamp, int arrived) {
        int transit = arrived - timestamp - transitBase;
        windowMin = Math.min(windowMin, transit);
        windowMax = Math.max(windowMax, transit);
        if (arrived - windowStart >= WINDOW_MS * perMs) {
            lastMin = windowMin;
            lastMax = windowMax;
            haveLast = true;
            windowMin = transit;
            windowMax = transit;
            windowStart = arrived;
            retarget();
        } else if (haveLast && (transit > lastMax || transit < lastMin) || spread() + 2 * unit > target) {
            retarget();
        }
    }

    private int spread() {
        return haveLast ? Math.max(lastMax, windowMax) - Math.min(lastMin, windowMin) : windowMax - windowMin;
    }

    private void retarget() {
        // One frame of 20 ms on top, because our clock and the sender's have no common phase.
        int wanted = (spread() + unit - 1) / unit * unit + 2 * unit;
        int floor = haveLast ? min : initial;
        target = Math.max(floor, Math.min(max, wanted));
    }

    private void dropWhatIsTooMuch() {
        if (++pullsSinceLook < 1000 / UNIT_MS) {
            return;
        }
        int excess = lowestDepth - Math.max(0, target - spread());
        boolean quiet = isQuiet();
        if (excess >= 2 * unit && (quiet || excess > 8 * unit) && newestTs - readTs > 2 * unit) {
            moveTo(readTs + unit);
            discarded++;
            lowestDepth -= unit;
            // A long delay is taken back over many quiet moments, not in one.
            pullsSinceLook -= quiet ? 5 : 10;
        } else if (excess < 2 * unit) {
            lowestDepth = Integer.MAX_VALUE;
            pullsSinceLook = 0;
        }
    }

    private boolean isQuiet() {
        long sum = 0;
        for (int i = 0; i < unit; i++) {
            int sample = sound[readTs + i & mask];
            sum += (long) sample * sample;
        }
        return sum < (long) QUIET * QUIET * unit;
    }
}
