package ai.openclaw.voice.component.rtp.room;

import java.util.concurrent.atomic.LongAdder;

/** Counts over all rooms since the start. */
public final class MediaCounters {
    public final LongAdder roomsOpened = new LongAdder();
    public final LongAdder roomsClosed = new LongAdder();
    public final LongAdder packetsReceived = new LongAdder();
    public final LongAdder packetsSent = new LongAdder();
    /** Valid packets from a source that is not the call's. */
    public final LongAdder foreign = new LongAdder();
    /** Datagrams that are no RTP, or of a payload type that nobody agreed upon. */
    public final LongAdder garbage = new LongAdder();
    /** Ticks of 20 ms that were skipped because the process stood still for over a second. */
    public final LongAdder skippedTicks = new LongAdder();
    /** Ticks that ran more than 10 ms after their time. */
    public final LongAdder lateTicks = new LongAdder();

    /** Keys that callers pressed. */
    public final LongAdder keys = new LongAdder();

    public final LongAdder bargeIns = new LongAdder();
    public final LongAdder mediaLost = new LongAdder();
    /** Events thrown away because a call's consumer did not keep up. */
    public final LongAdder eventsDropped = new LongAdder();
    /** Defects of our own, one per room at the most. */
    public final LongAdder failures = new LongAdder();
}
