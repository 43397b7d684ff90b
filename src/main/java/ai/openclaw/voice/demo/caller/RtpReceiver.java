package ai.openclaw.voice.demo.caller;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Receives the far side's RTP (RFC 3550): bookkeeping, recording, DTMF. One thread reads; the figures are thread-safe. */
final class RtpReceiver {
    /** Timestamps that drift this far from the arrivals have jumped, so the recording starts anew from the arrival; ms. */
    private static final int REANCHOR_MS = 1000;

    /** The recording is moved for no less than 1 ms. */
    private static final int ANCHOR_STEP = Codec.SAMPLE_RATE_HZ / 1000;

    private final DatagramSocket socket;
    private final CallerSrtp srtp;
    private final FarSpeech speech;
    private final LineMix mix;
    private final AudioTrack byTimestamp;
    private final AudioTrack byArrival;
    private final List<DtmfHeard> dtmf = new ArrayList<>();
    private final Set<Integer> sources = new HashSet<>();
    private final Set<Long> seen = new HashSet<>();
    private volatile long zeroNanos;
    private volatile long rtcp;

    private boolean started;
    private int ssrc;
    private long firstSequence;
    private long highest;
    private long received;
    private long earlierLost;
    private long reordered;
    private long duplicates;
    private long invalid;
    private long lastArrival;
    private double maxGapMs;
    private double jitterUnits;
    private double lastTransit;
    private int anchorTimestamp;
    private long anchorPosition;
    private int lastEventTimestamp;
    private boolean eventSeen;

    RtpReceiver(
            DatagramSocket socket,
            CallerSrtp srtp,
            FarSpeech speech,
            LineMix mix,
            AudioTrack byTimestamp,
            AudioTrack byArrival,
            long zeroNanos) {
        this.socket = socket;
        this.srtp = srtp;
        this.speech = speech;
        this.mix = mix;
        this.byTimestamp = byTimestamp;
        this.byArrival = byArrival;
        this.zeroNanos = zeroNanos;
    }

    void zero(long nanos) {
        zeroNanos = nanos;
    }

    void run() {
        byte[] buffer = new byte[2048];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        while (!socket.isClosed()) {
            try {
                packet.setLength(buffer.length);
                socket.receive(packet);
                accept(ByteBuffer.wrap(buffer, 0, packet.getLength()), System.nanoTime());
            } catch (IOException closedOrRefused) {
                // A closed far port shows as an error here; the next packet is waited for all the same.
            }
        }
    }

    private synchronized void accept(ByteBuffer datagram, long arrival) {
        ByteBuffer b = srtp == null ? datagram : srtp.open(datagram);
        if (b == null) {
            invalid++;
            return;
        }
        int length = b.limit();
        if (length < 12 || (b.get(0) & 0xc0) != 0x80) {
            invalid++;
            return;
        }
        int type = b.get(1) & 0x7f;
        int offset = 12 + 4 * (b.get(0) & 0x0f);
        if ((b.get(0) & 0x10) != 0 && length >= offset + 4) {
            offset += 4 + 4 * (b.getShort(offset + 2) & 0xffff);
        }
        int payload = length - offset - ((b.get(0) & 0x20) != 0 ? b.get(length - 1) & 0xff : 0);
        Codec codec = type == 0 ? Codec.PCMU : type == 8 ? Codec.PCMA : null;
        boolean event = type == CallerSdp.TELEPHONE_EVENT;
        if (payload <= 0 || codec == null && !event) {
            invalid++;
            return;
        }
        int timestamp = b.getInt(4);
        long position = (arrival - zeroNanos) * Codec.SAMPLE_RATE_HZ / 1_000_000_000L;
        if (!count(b.getShort(2) & 0xffff, b.getInt(8), timestamp, arrival, position)) {
            return;
        }
        if (event) {
            hearDigit(b.get(offset) & 0xff, timestamp, arrival);
            return;
        }
        jitter(timestamp, arrival);
        short[] samples = codec.decode(b.array(), offset, payload);
        long expected = anchorPosition + (timestamp - anchorTimestamp);
        if (Math.abs(expected - position) > REANCHOR_MS * Codec.SAMPLE_RATE_HZ / 1000) {
            anchorTimestamp = timestamp;
            anchorPosition = position;
            expected = position;
        } else if (expected - position >= ANCHOR_STEP) {
            // This packet was faster on its way than those before it: they were late, not the speech.
            int late = (int) (expected - position);
            byTimestamp.pull(anchorPosition, late);
            anchorPosition -= late;
            expected = position;
        }
        byTimestamp.put(expected, samples);
        byArrival.put(position, samples);
        speech.accept(samples, arrival);
        mix.heard(samples);
    }

    /** Books a packet in; false when it is a duplicate. */
    private boolean count(int sequence, int source, int timestamp, long arrival, long position) {
        if (!started || source != ssrc) {
            earlierLost = started ? lost() : 0;
            started = true;
            ssrc = source;
            sources.add(source);
            seen.clear();
            // One cycle up, so that packets from just before the first one have a number too.
            firstSequence = highest = 65536L + sequence;
            anchorTimestamp = timestamp;
            anchorPosition = position;
            lastTransit = Double.NaN;
        }
        long extended = highest + (short) (sequence - (int) (highest & 0xffff));
        if (!seen.add(extended)) {
            duplicates++;
            return false;
        }
        if (extended < highest) {
            reordered++;
            firstSequence = Math.min(firstSequence, extended);
        }
        highest = Math.max(highest, extended);
        received++;
        if (lastArrival != 0) {
            maxGapMs = Math.max(maxGapMs, (arrival - lastArrival) / 1e6);
        }
        lastArrival = arrival;
        return true;
    }

    private long lost() {
        return earlierLost + (highest - firstSequence + 1) - seen.size();
    }

    private void jitter(int timestamp, long arrival) {
        double transit = arrival * 8e-6 - (timestamp & 0xffffffffL);
        if (!Double.isNaN(lastTransit)) {
            double d = Math.abs(transit - lastTransit);
            // A wrap of the 32-bit timestamp is no jitter.
            if (d < 1 << 30) {
                jitterUnits += (d - jitterUnits) / 16;
            }
        }
        lastTransit = transit;
    }

    private void hearDigit(int event, int timestamp, long arrival) {
        if (event > 15 || eventSeen && timestamp == lastEventTimestamp) {
            return;
        }
        eventSeen = true;
        lastEventTimestamp = timestamp;
        dtmf.add(new DtmfHeard("0123456789*#ABCD".charAt(event), (arrival - zeroNanos) / 1e6));
    }

    void rtcpCame() {
        rtcp++;
    }

    synchronized List<DtmfHeard> dtmf() {
        return List.copyOf(dtmf);
    }

    synchronized RtpStatistics statistics(long sent, double ownLatestMs) {
        return new RtpStatistics(
                sent,
                received,
                started ? lost() : 0,
                reordered,
                duplicates,
                maxGapMs,
                jitterUnits / 8,
                invalid,
                rtcp,
                sources.size(),
                ownLatestMs);
    }
}
