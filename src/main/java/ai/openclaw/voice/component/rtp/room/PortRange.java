package ai.openclaw.voice.component.rtp.room;

import java.util.ArrayDeque;

/** Even ports for RTP, each with the odd one above it for RTCP (RFC 3550, 11). Thread-safe. */
final class PortRange {
    // The last packets of the call before must not be heard in the next one.
    private static final long REST_NANOS = 2_000_000_000L;

    private record Free(int port, long since) {}

    private final String name;
    private final ArrayDeque<Free> free = new ArrayDeque<>();
    private final int size;

    PortRange(int from, int to) {
        if (from < 1024 || to > 65535 || from > to) {
            throw new IllegalArgumentException("RTP ports lie between 1024 and 65535, not " + from + " to " + to);
        }
        name = from + " to " + to;
        for (int port = from + from % 2; port + 1 <= to; port += 2) {
            free.add(new Free(port, System.nanoTime() - REST_NANOS));
        }
        size = free.size();
        if (size == 0) {
            throw new IllegalArgumentException("no even port with an odd one above it in " + name);
        }
    }

    /** The port that has been free for longest. */
    synchronized int take() throws NoFreePortException {
        Free longest = free.peek();
        if (longest == null || System.nanoTime() - longest.since < REST_NANOS) {
            throw new NoFreePortException("no free RTP port in " + name);
        }
        return free.poll().port;
    }

    synchronized void release(int port) {
        free.add(new Free(port, System.nanoTime()));
    }

    /** How many pairs there are. */
    int size() {
        return size;
    }

    synchronized int available() {
        return free.size();
    }
}
