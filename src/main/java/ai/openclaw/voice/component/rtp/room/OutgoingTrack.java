package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the caller hears: one packet every 20 ms for as long as the room is open, silence included, because exchanges
 * take a stream that stops for a caller who is gone. For one thread.
 */
final class OutgoingTrack {
    private static final int FRAME = 160;

    private final Playout playout;
    private final Dtmf dtmf;
    private final byte[] payload = new byte[FRAME];
    // Random beginnings, as RFC 3550 section 5.1 asks.
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private int sequence = ThreadLocalRandom.current().nextInt(1 << 16);
    private int timestamp = ThreadLocalRandom.current().nextInt();
    private MediaAgreement agreed;
    private boolean talking;
    private long packets;
    private long octets;

    OutgoingTrack(MediaAgreement agreed, Playout playout, Dtmf dtmf) {
        this.agreed = agreed;
        this.playout = playout;
        this.dtmf = dtmf;
    }

    void agreed(MediaAgreement agreement) {
        agreed = agreement;
    }

    /** The next packet; {@code frame} becomes what it says. */
    ByteBuf next(short[] frame, ByteBufAllocator allocator) {
        ByteBuf packet = allocator.directBuffer(RtpPacket.HEADER + FRAME);
        if (!dtmf.isSending()) {
            boolean sound = playout.next(frame);
            writeAudio(packet, frame, sound);
        } else if (agreed.dtmfPayloadType() < 0) {
            dtmf.writeTones(frame);
            writeAudio(packet, frame, true);
            dtmf.sent();
        } else {
            Arrays.fill(frame, (short) 0);
            if (dtmf.isResting()) {
                writeAudio(packet, frame, false);
            } else {
                int at = dtmf.timestamp(timestamp);
                RtpPacket.writeHeader(packet, agreed.dtmfPayloadType(), dtmf.isFirst(), sequence, at, ssrc);
                dtmf.writeEvent(packet, timestamp);
                octets += Dtmf.PAYLOAD;
                talking = false;
            }
            dtmf.sent();
        }
        sequence = sequence + 1 & 0xFFFF;
        timestamp += FRAME;
        packets++;
        return packet;
    }

    private void writeAudio(ByteBuf packet, short[] frame, boolean sound) {
        // The marker says that a talkspurt begins (RFC 3551, 4.1); the stream's own beginning is one.
        boolean marker = sound && !talking || packets == 0;
        talking = sound;
        RtpPacket.writeHeader(packet, agreed.payloadType(), marker, sequence, timestamp, ssrc);
        agreed.codec().encode(frame, 0, payload, 0, FRAME);
        packet.writeBytes(payload);
        octets += FRAME;
    }

    /** Time went by without packets: the clock goes on, so that the caller's jitter buffer stays in step. */
    void skipped(int frames) {
        timestamp += frames * FRAME;
        talking = false;
    }

    int ssrc() {
        return ssrc;
    }

    int timestamp() {
        return timestamp;
    }

    long packets() {
        return packets;
    }

    long octets() {
        return octets;
    }
}
