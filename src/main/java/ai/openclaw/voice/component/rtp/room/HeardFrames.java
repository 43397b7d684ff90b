package ai.openclaw.voice.component.rtp.room;

/**
 * Brings what was heard, which comes as packets come, back to the even pace of what is said: for whoever wants both side by
 * side. It lags by a frame or two. For one thread; allocates nothing.
 */
final class HeardFrames {
    // 512 ms: more than is ever kept.
    private static final int CAPACITY = 4096;
    // One packet is often a little late; with one in hand, no hole is torn into the sound.
    private static final int IN_HAND = 160;
    // A sender that catches up brings more than time has passed; beyond this the sides would be out of step.
    private static final int MOST = 1600;

    private final short[] ring = new short[CAPACITY];
    private long written;
    private long read;
    private boolean filling = true;

    void add(short[] samples, int offset, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) (written++ & CAPACITY - 1)] = samples[offset + i];
        }
        if (written - read > MOST) {
            read = written - 2 * IN_HAND;
        }
    }

    /** Fills the frame, with silence where nothing was heard in time. */
    void next(short[] frame) {
        long there = written - read;
        filling = there < frame.length || filling && there < frame.length + IN_HAND;
        for (int i = 0; i < frame.length; i++) {
            frame[i] = filling ? 0 : ring[(int) (read++ & CAPACITY - 1)];
        }
    }
}
