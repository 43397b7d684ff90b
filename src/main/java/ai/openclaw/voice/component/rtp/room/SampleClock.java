package ai.openclaw.voice.component.rtp.room;

/** Counts in samples what RTP timestamps count by the codec's clock. For one thread. */
final class SampleClock {
    private final int clockHz;
    private final int sampleRateHz;
    private boolean started;
    private long ssrc;
    private int last;
    private long ticks;

    SampleClock(int clockHz, int sampleRateHz) {
        this.clockHz = clockHz;
        this.sampleRateHz = sampleRateHz;
    }

    /** The position of a packet's first sample; it wraps as the timestamp does. */
    int position(long source, int timestamp) {
        if (clockHz == sampleRateHz) {
            return timestamp;
        }
        if (!started || source != ssrc) {
            started = true;
            ssrc = source;
            ticks = timestamp;
        } else {
            // What goes round after 2^32 in one unit does not in the other: so it is unrolled first.
            ticks += timestamp - last;
        }
        last = timestamp;
        return (int) Math.floorDiv(ticks * (sampleRateHz / 1000), clockHz / 1000);
    }
}
