package ai.openclaw.voice.component.rtp.room;

import java.util.ArrayDeque;

/** Even ports for RTP, each with the odd one above it for RTCP (RFC 3550, 11). Thread-safe. */
final class PortRange {
    private final String name;
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final int size;

    PortRange(int from, int to) {
        if (from < 1024 || to > 65535 || from > to) {
            throw new IllegalArgumentException("RTP ports lie between 1024 and 65535, not " + from + " to " + to);
        }
        name = from + " to " + to;
        for (int port = from + from % 2; port + 1 <= to; port += 2) {
            free.add(port);
        }
        size = free.size();
        if (size == 0) {
            throw new IllegalArgumentException("no even port with an odd one above it in " + name);
        }
    }

    /**
     * The port that has been free for longest, because the last packets of its former call may still be on their way. With
     * few ports it is taken soon nevertheless: strangers' packets are not heard, and a refused call is the greater evil.
     */
    synchronized int take() throws NoFreePortException {
        Integer longest = free.poll();
        if (longest == null) {
            throw new NoFreePortException("no free RTP port in " + name);
        }
        return longest;
    }

    synchronized void release(int port) {
        free.add(port);
    }

    /** How many pairs there are. */
    int size() {
        return size;
    }

    synchronized int available() {
        return free.size();
    }
}
