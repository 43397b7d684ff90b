package ai.openclaw.voice.audio;

import java.util.Arrays;

/**
 * Brings packets into order for a listener who is in no hurry and wants no delay: sound that is next is given at once,
 * however fast it comes; only for a packet that is missing is waited, and only as long as the measured jitter makes it
 * likely that it still comes. When nothing comes at all, time passes nevertheless. Sound is kept by its RTP timestamp, so
 * packets of any length, in any order, and twice, fall into their place. For one thread; nothing is allocated after
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
        NOTHING,
        /** Nothing yet: ask again when a packet has come, or time has passed. */
        WAIT
    }

    // A second of sound: more than a jump in time can be told from a gap by, and more than the longest wait.
    private static final int CAPACITY_MS = 1000;
    // The spread of arrival times is remembered for one to two of these.
    private static final int WINDOW_MS = 2000;
    // Who asks after a standstill gets no more silence than this: what was sent meanwhile is waiting to be read.
    private static final int MOST_AT_ONCE_MS = 40;

    // What a sample's place holds.
    private static final byte EMPTY = 0;
    private static final byte WAITING = 1;
    private static final byte GIVEN = 2;

    private final int perMs;
    private final int unit;
    private final int min;
    private final int max;
    private final int initial;
    private final short[] sound;
    private final byte[] there;
    private final int mask;

    private boolean started;
    private long ssrc;
    private int readTs;
    private int newestTs;
    private int newestArrived;
    private int newestSequence;
    private int starved;
    private boolean asked;
    // When the next moment of silence is due while nothing comes.
    private long silenceDueNanos;

    private int target;
    private int transitBase;
    private int windowStart;
    private int windowMin;
    private int windowMax;
    private int lastMin;
    private int lastMax;
    private boolean haveLast;

    private long late;
    private long duplicates;
    private long reordered;
    private long resets;

    /**
     * @param sampleRateHz the RTP clock and sample rate, Hz
     * @param minMs the shortest wait for a packet that is missing, counted from when it was due, ms
     * @param initialMs the wait until jitter was measured, ms
     * @param maxMs the longest wait, ms; at most 500
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
        there = new byte[size];
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
        int arrived = clock(arrivedNanos);
        if (!started || source != ssrc) {
            start(source, sequence, timestamp, arrived);
        }
        int ahead = timestamp - readTs;
        if (ahead > sound.length - length || ahead < -sound.length) {
            start(source, sequence, timestamp, arrived);
            ahead = 0;
        }
        measure(timestamp, arrived);
        byte last = there[timestamp + length - 1 & mask];
        if (ahead + length <= 0) {
            boolean given = last == GIVEN && ahead > -sound.length / 2;
            duplicates += given ? 1 : 0;
            late += given ? 0 : 1;
            return;
        }
        if (last == WAITING) {
            duplicates++;
            return;
        }
        if ((short) (sequence - newestSequence) < 0) {
            reordered++;
        } else {
            newestSequence = sequence;
        }
        if (newestTs - readTs <= 0 && ahead > 0) {
            // The sender left something out, be it lost or silence. What was made up for it has passed already; and no
            // more of it is missing than there was time for, whatever the time stamps say.
            int passed = Math.max(0, arrived - newestArrived) + target;
            moveTo(readTs + Math.max(Math.min(ahead, starved * unit), ahead - passed), EMPTY);
        }
        for (int i = Math.max(0, readTs - timestamp); i < length; i++) {
            sound[timestamp + i & mask] = samples[i];
            there[timestamp + i & mask] = WAITING;
        }
        if (timestamp + length - newestTs > 0) {
            newestTs = timestamp + length;
        }
        newestArrived = arrived;
        starved = 0;
        asked = true;
        silenceDueNanos = arrivedNanos + (length + target) / perMs * 1_000_000L;
    }

    /**
     * Writes the next {@link #UNIT_MS} to {@code out} if there are any; else {@code out} is left alone. Ask until the
     * answer is {@link Unit#WAIT}, whenever a packet came, and every 20 ms.
     *
     * @param nowNanos on {@link System#nanoTime()}
     */
    public Unit pull(short[] out, int offset, long nowNanos) {
        if (!started || newestTs - readTs <= 0) {
            return pass(nowNanos);
        }
        int missing = 0;
        for (int i = 0; i < unit; i++) {
            int at = readTs + i & mask;
            boolean here = there[at] == WAITING;
            missing += here ? 0 : 1;
            out[offset + i] = here ? sound[at] : 0;
        }
        // What is whole needs no waiting for; of a stream that ends in mid-unit, the rest may still come.
        if (missing > 0 && !isGivenUp(nowNanos)) {
            return Unit.WAIT;
        }
        boolean lost = missing > unit / 2;
        moveTo(readTs + unit, lost ? EMPTY : GIVEN);
        return lost ? Unit.LOST : Unit.AUDIO;
    }

    /** Nothing is there: silence is due once it has lasted longer than jitter explains. */
    private Unit pass(long nowNanos) {
        if (!asked) {
            asked = true;
            silenceDueNanos = nowNanos;
        }
        if (nowNanos - silenceDueNanos < 0) {
            return Unit.WAIT;
        }
        silenceDueNanos = Math.max(silenceDueNanos + UNIT_MS * 1_000_000L, nowNanos - MOST_AT_ONCE_MS * 1_000_000L);
        if (!started) {
            return Unit.NOTHING;
        }
        // The stream's own time stands still: when its sound comes after all, it is late but not lost.
        if (++starved * unit > max) {
            started = false;
            return Unit.NOTHING;
        }
        return Unit.LOST;
    }

    /** Whether what is next, and is missing, should have come by now even if it came as late as anything does. */
    private boolean isGivenUp(long nowNanos) {
        int earliest = haveLast ? Math.min(lastMin, windowMin) : windowMin;
        return clock(nowNanos) - readTs - transitBase - earliest - target >= 0;
    }

    private int clock(long nanos) {
        // In whole numbers, which wrap: a floating-point one sticks at the greatest int after three days of uptime.
        return (int) (nanos / 1000 * perMs / 1000);
    }

    /** How long a packet that is missing is waited for, ms. */
    public int targetMs() {
        return target / perMs;
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

    /** How often the stream began anew: another source, or a jump in its time. */
    public long resets() {
        return resets;
    }

    private void start(long source, int sequence, int timestamp, int arrived) {
        if (started) {
            resets++;
        }
        Arrays.fill(there, EMPTY);
        if (source != ssrc || !haveLast) {
            target = initial;
        }
        started = true;
        ssrc = source;
        starved = 0;
        newestSequence = sequence;
        newestTs = timestamp;
        newestArrived = arrived;
        readTs = timestamp;
        transitBase = arrived - timestamp;
        windowStart = arrived;
        windowMin = 0;
        windowMax = 0;
        haveLast = false;
    }

    private void moveTo(int timestamp, byte leaving) {
        int steps = Math.min(sound.length, timestamp - readTs);
        for (int i = 0; i < steps; i++) {
            there[readTs + i & mask] = leaving;
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
}
