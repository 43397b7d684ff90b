package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.srtp.CryptoSuite;
import ai.openclaw.voice.component.rtp.srtp.Srtp;
import ai.openclaw.voice.component.rtp.srtp.SrtpKeys;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;

/** The caller, as the network shows them: where they are, whether they are there. For the room's event loop. */
final class Participant {
    private static final long CLOSE_WAIT_MS = 2000;

    private final Rtcp rtcp;
    private final SourceLatch latch;
    private final MediaCounters counters;
    private final long openedNanos;
    private MediaAgreement agreed;
    // What protected the call at any time: whose key comes back goes on counting where it was, because no count may be
    // used twice with one key (RFC 3711, 9.1).
    private final Map<CryptoSuite, Srtp> protections = new EnumMap<>(CryptoSuite.class);
    // Null when packets go in clear.
    private Srtp srtp;
    private Channel rtpChannel;
    private Channel rtcpChannel;
    private long firstPacketNanos;
    private long silentSinceNanos;
    private long foreign;
    private long garbage;

    /** @param strangersAfterNanos see {@link SourceLatch} */
    Participant(MediaAgreement agreed, Rtcp rtcp, long openedNanos, long strangersAfterNanos, MediaCounters counters) {
        this.agreed = agreed;
        this.rtcp = rtcp;
        this.openedNanos = openedNanos;
        silentSinceNanos = openedNanos;
        this.counters = counters;
        rtcp.clock(agreed.codec().clockRateHz() / 1000);
        srtp = protectedBy(agreed.protection());
        InetSocketAddress named = agreed.remoteRtp();
        latch = new SourceLatch(named == null ? null : named.getAddress(), openedNanos, strangersAfterNanos);
    }

    void reachedThrough(Channel rtp, Channel rtcp) {
        rtpChannel = rtp;
        rtcpChannel = rtcp;
    }

    void agreed(MediaAgreement agreement) {
        InetSocketAddress before = agreed.remoteRtp();
        boolean moved = before != null && !before.equals(agreement.remoteRtp());
        if (before == null
                || neverCame()
                || !agreed.direction().receives()
                || !agreed.direction().sends()) {
            // Whoever was on hold was not gone, and whoever has not picked up yet neither.
            silentSinceNanos = System.nanoTime();
        }
        agreed = agreement;
        rtcp.clock(agreement.codec().clockRateHz() / 1000);
        srtp = protectedBy(agreement.protection());
        latch.expect(agreement.remoteRtp(), moved, System.nanoTime());
    }

    private Srtp protectedBy(SrtpKeys keys) {
        return keys == null ? null : protections.compute(keys.suite(), (suite, before) -> new Srtp(keys, before));
    }

    /** Whether a valid packet from this source is the caller's; counts it in either case. */
    boolean sent(InetSocketAddress source, long nowNanos) {
        if (!latch.accepts(source, nowNanos)) {
            countForeign();
            return false;
        }
        counters.packetsReceived.increment();
        if (firstPacketNanos == 0) {
            firstPacketNanos = nowNanos;
        }
        silentSinceNanos = nowNanos;
        return true;
    }

    /** Takes the protection from a packet, if there shall be one; false when it is not genuine. */
    boolean open(ByteBuf packet) {
        return srtp == null || srtp.open(packet);
    }

    /** Takes a report of the caller's. */
    void reported(DatagramPacket datagram) {
        if (!latch.acceptsRtcp(datagram.sender())) {
            countForeign();
        } else if (srtp != null && !srtp.openReport(datagram.content()) || !rtcp.read(datagram.content())) {
            countGarbage();
        }
    }

    void countGarbage() {
        garbage++;
        counters.garbage.increment();
    }

    private void countForeign() {
        foreign++;
        counters.foreign.increment();
    }

    /** Whether we send, and know where to. */
    boolean hears() {
        return agreed.direction().sends() && destination() != null;
    }

    ByteBufAllocator allocator() {
        return rtpChannel.alloc();
    }

    void send(ByteBuf packet) {
        if (srtp != null && !srtp.protect(packet)) {
            packet.release();
            return;
        }
        rtpChannel.writeAndFlush(new DatagramPacket(packet, destination()), rtpChannel.voidPromise());
        counters.packetsSent.increment();
    }

    private InetSocketAddress destination() {
        if (latch.source() != null) {
            return latch.source();
        }
        InetSocketAddress named = agreed.remoteRtp();
        return named == null || named.getAddress().isAnyLocalAddress() ? null : named;
    }

    /** Sends a report. */
    void report(OutgoingTrack outgoing, ReceptionStatistics reception, boolean bye) {
        InetSocketAddress named = agreed.remoteRtcp();
        if (named == null || named.getAddress().isAnyLocalAddress()) {
            return;
        }
        // Behind a NAT the SDP's address is no use; the port next to the latched one is the best guess there.
        InetSocketAddress source = latch.source();
        InetSocketAddress to = source == null || source.getAddress().equals(named.getAddress())
                ? named
                : new InetSocketAddress(source.getAddress(), Math.min(65535, source.getPort() + 1));
        Channel channel = agreed.rtcpMux() ? rtpChannel : rtcpChannel;
        if (agreed.rtcpMux() && source != null) {
            to = source;
        }
        ByteBuf packet = channel.alloc().directBuffer(160);
        rtcp.write(packet, outgoing, reception, bye);
        if (srtp != null && !srtp.protectReport(packet)) {
            packet.release();
            return;
        }
        channel.writeAndFlush(new DatagramPacket(packet, to), channel.voidPromise());
    }

    /** Whether not one packet ever came. */
    boolean neverCame() {
        return firstPacketNanos == 0;
    }

    /** How long nothing has come that was to come, ms. */
    long silentMs(long nowNanos) {
        return (nowNanos - silentSinceNanos) / 1_000_000;
    }

    /** From opening the room to the first packet, ms; -1 when none came. */
    long firstPacketMs() {
        return neverCame() ? -1 : (firstPacketNanos - openedNanos) / 1_000_000;
    }

    long foreign() {
        return foreign;
    }

    long garbage() {
        return garbage;
    }

    Rtcp rtcp() {
        return rtcp;
    }

    void hangUp() {
        rtpChannel.close();
        rtcpChannel.close();
    }

    /** Waits until the ports are free. Not on the event loop. */
    void awaitGone() {
        rtpChannel.closeFuture().awaitUninterruptibly(CLOSE_WAIT_MS);
        rtcpChannel.closeFuture().awaitUninterruptibly(CLOSE_WAIT_MS);
    }
}
