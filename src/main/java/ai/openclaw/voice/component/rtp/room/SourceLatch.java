package ai.openclaw.voice.component.rtp.room;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Symmetric RTP (RFC 4961): the first source that can be the caller is the caller, from then on nobody else. The
 * address of the SDP is believed at once, another one (behind a NAT) only when that address has not sent for a while.
 */
final class SourceLatch {
    // As long as packets to the place that was before may still be on their way.
    private static final long STRAGGLERS_NANOS = 1_000_000_000;

    private final long strangersAfterNanos;
    private long strangersFromNanos;
    private InetAddress expected;
    // Where the caller was last heard from: behind a NAT, the SDP names another place however often it comes.
    private InetAddress heardFrom;
    private InetSocketAddress latched;
    private InetSocketAddress former;
    private long formerUntilNanos;

    /**
     * @param expected the address that the caller's SDP names; null when there is no SDP yet, and then anyone will do
     * @param nowNanos the time on {@link System#nanoTime()}
     * @param strangersAfterNanos how long the named address must stay away before another one can be taken
     */
    SourceLatch(InetAddress expected, long nowNanos, long strangersAfterNanos) {
        this.expected = expected;
        this.strangersAfterNanos = strangersAfterNanos;
        strangersFromNanos = nowNanos + strangersAfterNanos;
    }

    /**
     * The caller's SDP came, or came anew. Where it names another place than before, the latch opens as at the beginning, and
     * what is still on its way from the former one does not close it again.
     */
    void expect(InetSocketAddress named, boolean moved, long nowNanos) {
        expected = named.getAddress();
        if (moved) {
            former = named.equals(latched) ? null : latched;
            formerUntilNanos = nowNanos + STRAGGLERS_NANOS;
            strangersFromNanos = nowNanos + strangersAfterNanos;
            heardFrom = latched == null ? heardFrom : latched.getAddress();
            latched = null;
        }
    }

    /** Whether a valid packet from this source is the caller's. */
    boolean accepts(InetSocketAddress source, long nowNanos) {
        if (latched != null) {
            return latched.equals(source);
        }
        if (source.equals(former) && nowNanos - formerUntilNanos < 0) {
            return false;
        }
        boolean believable = expected == null
                || expected.isAnyLocalAddress()
                || expected.equals(source.getAddress())
                || source.getAddress().equals(heardFrom)
                || nowNanos - strangersFromNanos >= 0;
        if (believable) {
            latched = source;
        }
        return believable;
    }

    /** Whether RTCP from this host can be the caller's; its port may be any. */
    boolean acceptsRtcp(InetSocketAddress source) {
        InetAddress host = latched != null ? latched.getAddress() : expected;
        return host != null && host.equals(source.getAddress());
    }

    /** The caller's source, or null before the first packet. */
    InetSocketAddress source() {
        return latched;
    }
}
