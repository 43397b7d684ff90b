package ai.openclaw.voice.component.rtp.room;

/** Loss and jitter of what is received, as RFC 3550 appendix A counts them. For one thread. */
final class ReceptionStatistics {
    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;

    private int clockPerMs = 8;
    private boolean started;
    private long ssrc;
    private int highest;
    private int first;
    private int cycles;
    private int suspect = -1;
    private long received;
    private double jitter;
    private int lastTransit;
    private boolean haveTransit;
    // Of streams that went before, so that a change of source does not wipe the call's figures out.
    private long earlierExpected;
    private long total;
    private long reportedExpected;
    private long reportedReceived;

    /** The codec is another, and its clock. */
    void clock(int perMs) {
        if (perMs != clockPerMs) {
            jitter = jitter * perMs / clockPerMs;
            clockPerMs = perMs;
            haveTransit = false;
        }
    }

    void packet(long source, int sequence, int timestamp, long nanos) {
        if (!started || source != ssrc) {
            begin(source, sequence);
        } else {
            int delta = sequence - highest & 0xFFFF;
            if (delta < MAX_DROPOUT) {
                if (sequence < highest) {
                    cycles += 1 << 16;
                }
                highest = sequence;
                suspect = -1;
            } else if (delta <= 0x10000 - MAX_MISORDER) {
                // A great jump is believed when the next packet agrees.
                if (sequence != suspect) {
                    suspect = sequence + 1 & 0xFFFF;
                    return;
                }
                begin(source, sequence);
            }
        }
        received++;
        total++;
        // In whole numbers, which wrap: a floating-point one sticks at the greatest int after three days of uptime.
        int transit = (int) (nanos / 1000 * clockPerMs / 1000) - timestamp;
        if (haveTransit) {
            int difference = Math.abs(transit - lastTransit);
            // A pause in the sender's clock is no jitter.
            if (difference < 1000 * clockPerMs) {
                jitter += (difference - jitter) / 16;
            }
        }
        lastTransit = transit;
        haveTransit = true;
    }

    private void begin(long source, int sequence) {
        if (started) {
            earlierExpected += expectedOfStream();
        }
        started = true;
        ssrc = source;
        first = sequence;
        highest = sequence;
        cycles = 0;
        suspect = -1;
        received = 0;
        haveTransit = false;
        reportedExpected = 0;
        reportedReceived = 0;
    }

    boolean hasBegun() {
        return started;
    }

    long ssrc() {
        return ssrc;
    }

    /** Packets that were counted, over the whole call. */
    long received() {
        return total;
    }

    /** Packets missing over the whole call; duplicates may make it smaller than the truth, never below 0. */
    long lost() {
        return Math.max(0, earlierExpected + expectedOfStream() - total);
    }

    /** For the report block, of this stream: 24 bits, signed. */
    int streamLost() {
        return (int) Math.max(-0x800000, Math.min(0x7FFFFF, expectedOfStream() - received));
    }

    long extendedHighest() {
        return Integer.toUnsignedLong(cycles | highest);
    }

    /** In units of the RTP clock, for the report block. */
    int jitterUnits() {
        return (int) jitter;
    }

    double jitterMs() {
        return jitter / clockPerMs;
    }

    /** The share lost since this was last asked, in 256ths. */
    int fractionLost() {
        long expected = expectedOfStream() - reportedExpected;
        long lost = expected - (received - reportedReceived);
        reportedExpected = expectedOfStream();
        reportedReceived = received;
        return expected <= 0 || lost <= 0 ? 0 : (int) Math.min(255, lost * 256 / expected);
    }

    private long expectedOfStream() {
        return started ? Integer.toUnsignedLong(cycles | highest) - first + 1 : 0;
    }
}
