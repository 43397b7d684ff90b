package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.audio.SteadyResampler;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * What the caller hears: packets for as long as the room is open, silence included, because exchanges take a stream that
 * stops for a caller who is gone. That is also why no comfort noise is sent in its place. For one thread.
 */
final class OutgoingTrack {
    private static final int FRAME_MS = 20;
    private static final int LONGEST_PACKET_MS = 60;
    private static final int NARROW_HZ = 8000;
    // Room behind the payload for what SRTP adds, so that the packet need not grow.
    private static final int SIGNATURE = 10;

    private final Playout playout;
    private final Dtmf dtmf;
    // Random beginnings, as RFC 3550 section 5.1 asks; the sequence's in its lower half, as RFC 3711 section 3.3.1
    // does.
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private int sequence = ThreadLocalRandom.current().nextInt(1 << 15);
    private int timestamp = ThreadLocalRandom.current().nextInt();

    private MediaAgreement agreed;
    private AudioCodec.Encoder encoder;
    private byte[] payload;
    private int samplesPerMs;
    private int ticksPerMs;
    private short[] frame;
    // Null as long as the codec is a narrow one.
    private SteadyResampler toNarrow;
    // Sound that waits until there is enough of it for a packet.
    private short[] gathered;
    private int gatheredSamples;
    private boolean gatheredSound;

    private boolean talking;
    private boolean fresh = true;
    private long packets;
    private long octets;

    OutgoingTrack(MediaAgreement agreed, Playout playout, Dtmf dtmf) {
        this.playout = playout;
        this.dtmf = dtmf;
        take(agreed);
    }

    void agreed(MediaAgreement agreement) {
        if (agreement.codec() != agreed.codec()) {
            take(agreement);
        } else {
            agreed = agreement;
        }
    }

    private void take(MediaAgreement agreement) {
        agreed = agreement;
        AudioCodec codec = agreement.codec();
        encoder = codec.newEncoder();
        payload = new byte[codec.longestPayload()];
        samplesPerMs = codec.sampleRateHz() / 1000;
        ticksPerMs = codec.clockRateHz() / 1000;
        frame = new short[FRAME_MS * samplesPerMs];
        toNarrow = codec.sampleRateHz() == NARROW_HZ ? null : new SteadyResampler(codec.sampleRateHz(), NARROW_HZ);
        gathered = new short[LONGEST_PACKET_MS * samplesPerMs];
        gatheredSamples = 0;
        fresh = true;
        playout.rate(codec.sampleRateHz());
    }

    /**
     * Goes on by 20 ms.
     *
     * @param said becomes what was said meanwhile, at 8000 Hz
     * @param sender takes the packets that are to leave now: none, one or two
     */
    void next(short[] said, ByteBufAllocator allocator, Consumer<ByteBuf> sender) {
        if (!dtmf.isSending()) {
            boolean sound = playout.next(frame);
            speak(sound, allocator, sender);
        } else if (agreed.dtmfPayloadType() < 0) {
            dtmf.writeTones(frame);
            speak(true, allocator, sender);
            dtmf.sent();
        } else {
            Arrays.fill(frame, (short) 0);
            if (dtmf.isResting()) {
                speak(false, allocator, sender);
            } else {
                leave(gatheredSamples, allocator, sender);
                sender.accept(key(allocator));
                timestamp += FRAME_MS * ticksPerMs;
            }
            dtmf.sent();
        }
        if (toNarrow == null) {
            System.arraycopy(frame, 0, said, 0, frame.length);
        } else {
            toNarrow.resample(frame, said);
        }
    }

    private ByteBuf key(ByteBufAllocator allocator) {
        ByteBuf packet = allocator.directBuffer(RtpPacket.HEADER + Dtmf.PAYLOAD + SIGNATURE);
        int at = dtmf.timestamp(timestamp);
        RtpPacket.writeHeader(packet, agreed.dtmfPayloadType(), dtmf.isFirst(), sequence, at, ssrc);
        dtmf.writeEvent(packet, timestamp, agreed.dtmfClockHz());
        octets += Dtmf.PAYLOAD;
        talking = false;
        sent();
        return packet;
    }

    private void speak(boolean sound, ByteBufAllocator allocator, Consumer<ByteBuf> sender) {
        if (agreed.packetMs() == FRAME_MS && gatheredSamples == 0) {
            sender.accept(packet(frame, 0, frame.length, sound, allocator));
            return;
        }
        System.arraycopy(frame, 0, gathered, gatheredSamples, frame.length);
        gatheredSamples += frame.length;
        gatheredSound |= sound;
        leave(agreed.packetMs() * samplesPerMs, allocator, sender);
    }

    /** Sends what was gathered, in packets of so many samples. */
    private void leave(int samples, ByteBufAllocator allocator, Consumer<ByteBuf> sender) {
        int done = 0;
        while (samples > 0 && gatheredSamples - done >= samples) {
            sender.accept(packet(gathered, done, samples, gatheredSound, allocator));
            done += samples;
        }
        System.arraycopy(gathered, done, gathered, 0, gatheredSamples - done);
        gatheredSamples -= done;
        gatheredSound &= gatheredSamples > 0;
    }

    private ByteBuf packet(short[] from, int offset, int samples, boolean sound, ByteBufAllocator allocator) {
        // The marker says that a talkspurt begins (RFC 3551, 4.1); a stream's or a codec's own beginning is one.
        boolean marker = sound && !talking || fresh;
        talking = sound;
        fresh = false;
        int length = encoder.encode(from, offset, samples, payload);
        ByteBuf packet = allocator.directBuffer(RtpPacket.HEADER + length + SIGNATURE);
        RtpPacket.writeHeader(packet, agreed.payloadType(), marker, sequence, timestamp, ssrc);
        packet.writeBytes(payload, 0, length);
        octets += length;
        timestamp += samples / samplesPerMs * ticksPerMs;
        sent();
        return packet;
    }

    private void sent() {
        sequence = sequence + 1 & 0xFFFF;
        packets++;
    }

    /** Time went by without packets: the clock goes on, so that the caller's jitter buffer stays in step. */
    void skipped(int frames) {
        timestamp += (gatheredSamples / samplesPerMs + frames * FRAME_MS) * ticksPerMs;
        gatheredSamples = 0;
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
