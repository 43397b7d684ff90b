package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.audio.ComfortNoise;
import ai.openclaw.voice.audio.Concealment;
import ai.openclaw.voice.audio.JitterBuffer;
import ai.openclaw.voice.audio.SteadyResampler;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** What the caller says: from packets to sound in its order. For one thread; allocates nothing per packet. */
final class IncomingTrack {
    private static final int NARROW_HZ = 8000;
    // 200 ms, which no telephone exceeds.
    private static final int LONGEST_PAYLOAD = 1600;
    private static final int MOST_SAMPLES = 2 * LONGEST_PAYLOAD;
    // Its number is fixed for a clock of 8000 Hz (RFC 3389, 4), and what comes under it is nothing else.
    private static final int COMFORT_NOISE = 13;
    private static final int NOTHING = -1;
    // No packet that a later one brings back is longer.
    private static final int MOST_RECOVERED_MS = 60;

    private final RoomSettings settings;
    private final ReceptionStatistics reception = new ReceptionStatistics();
    private final RtpPacket packet = new RtpPacket();
    private final ComfortNoise noise = new ComfortNoise();
    private final Dtmf dtmf;
    private final byte[] payload = new byte[LONGEST_PAYLOAD];
    private final short[] decoded = new short[MOST_SAMPLES];
    private final short[] recovered = new short[MOST_SAMPLES];
    private final short[] narrow = new short[JitterBuffer.UNIT_MS * NARROW_HZ / 1000];

    private MediaAgreement agreed;
    private int formerPayloadType = NOTHING;
    private JitterBuffer buffer;
    private Concealment concealment;
    private SampleClock clock;
    private AudioCodec.Decoder decoder;
    private short[] sound;
    // Null as long as the codec is a narrow one.
    private SteadyResampler toNarrow;

    private boolean begun;
    private long source;
    private int newest;
    private int decodedSamples;
    private int end;
    private long concealedMs;
    private long recoveredMs;
    // Of codecs that went before.
    private long reordered;
    private long duplicates;
    private long late;

    IncomingTrack(MediaAgreement agreed, RoomSettings settings, Dtmf dtmf) {
        this.settings = settings;
        this.dtmf = dtmf;
        take(agreed);
    }

    void agreed(MediaAgreement agreement) {
        boolean other = agreement.codec() != agreed.codec();
        if (agreement.payloadType() != agreed.payloadType()) {
            // Some packets are still on their way.
            formerPayloadType = agreed.payloadType();
        }
        if (other) {
            reordered += buffer.reordered();
            duplicates += buffer.duplicates();
            late += buffer.late();
            take(agreement);
        } else {
            agreed = agreement;
        }
    }

    private void take(MediaAgreement agreement) {
        agreed = agreement;
        AudioCodec codec = agreement.codec();
        int rateHz = codec.sampleRateHz();
        buffer = new JitterBuffer(rateHz, settings.jitterMinMs(), settings.jitterInitialMs(), settings.jitterMaxMs());
        concealment = new Concealment(rateHz);
        clock = new SampleClock(codec.clockRateHz(), rateHz);
        decoder = codec.newDecoder();
        sound = rateHz == NARROW_HZ ? narrow : new short[JitterBuffer.UNIT_MS * rateHz / 1000];
        toNarrow = rateHz == NARROW_HZ ? null : new SteadyResampler(rateHz, NARROW_HZ);
        reception.clock(codec.clockRateHz() / 1000);
        begun = false;
    }

    /** Whether this is a packet that was agreed upon. Call {@link #take} then, if it came from the caller. */
    boolean isOurs(ByteBuf datagram) {
        return packet.parse(datagram)
                && (packet.payloadType == agreed.payloadType()
                        || packet.payloadType == agreed.dtmfPayloadType()
                        || packet.payloadType == COMFORT_NOISE
                        || packet.payloadType == formerPayloadType)
                && packet.payloadLength <= LONGEST_PAYLOAD;
    }

    /** Takes the packet that {@link #isOurs} has just seen; returns the key that it says was pressed, or 0. */
    char take(ByteBuf datagram, long nowNanos) {
        reception.packet(packet.ssrc, packet.sequence, packet.timestamp, nowNanos);
        if (packet.payloadType == agreed.dtmfPayloadType()) {
            return dtmf.received(datagram, packet);
        }
        if (packet.payloadType == agreed.payloadType()) {
            datagram.getBytes(packet.payloadOffset, payload, 0, packet.payloadLength);
            decode(nowNanos);
        } else if (packet.payloadType == COMFORT_NOISE) {
            noise.begin(datagram.getByte(packet.payloadOffset) & 0x7F);
        }
        return 0;
    }

    private void decode(long nowNanos) {
        if (begun && packet.ssrc != source) {
            decoder = agreed.codec().newDecoder();
            begun = false;
        }
        int position = clock.position(packet.ssrc, packet.timestamp);
        int step = begun ? (short) (packet.sequence - newest) : 1;
        if (step == 2) {
            recover(position, nowNanos);
        }
        // What came twice must not go through a decoder that remembers.
        if (step != 0) {
            decodedSamples = decoder.decode(payload, packet.payloadLength, decoded);
        }
        if (decodedSamples == 0) {
            return;
        }
        buffer.put(packet.ssrc, packet.sequence, position, decoded, decodedSamples, nowNanos);
        if (step > 0) {
            begun = true;
            source = packet.ssrc;
            newest = packet.sequence;
            end = position + decodedSamples;
        }
    }

    /** Brings the one packet that is missing before this one back, if this one tells of it. */
    private void recover(int position, long nowNanos) {
        int missing = position - end;
        if (missing <= 0 || missing > MOST_RECOVERED_MS * sound.length / JitterBuffer.UNIT_MS) {
            return;
        }
        int samples = decoder.recover(payload, packet.payloadLength, recovered, missing);
        if (samples == missing) {
            recoveredMs += (long) samples * JitterBuffer.UNIT_MS / sound.length;
            buffer.put(packet.ssrc, packet.sequence - 1 & 0xFFFF, end, recovered, samples, nowNanos);
        }
    }

    /**
     * Goes on by {@link JitterBuffer#UNIT_MS} to what comes next, made up where it was lost; whether there was anything. Ask
     * again until there is not.
     */
    boolean pull(long nowNanos) {
        switch (buffer.pull(sound, 0, nowNanos)) {
            case AUDIO -> {
                noise.end();
                concealment.heard(sound, 0, sound.length);
            }
            case LOST -> {
                if (noise.isOn()) {
                    fillWithNoise();
                } else {
                    concealment.conceal(sound, 0, sound.length);
                    concealedMs += JitterBuffer.UNIT_MS;
                }
            }
            case NOTHING -> {
                if (noise.isOn()) {
                    fillWithNoise();
                } else {
                    Arrays.fill(sound, (short) 0);
                    concealment.heard(sound, 0, sound.length);
                }
            }
            case WAIT -> {
                return false;
            }
        }
        if (toNarrow != null) {
            toNarrow.resample(sound, narrow);
        }
        return true;
    }

    private void fillWithNoise() {
        noise.fill(sound);
        concealment.heard(sound, 0, sound.length);
    }

    /** What was last pulled, at the codec's rate. */
    short[] sound() {
        return sound;
    }

    /** The same at 8000 Hz. */
    short[] narrow() {
        return narrow;
    }

    ReceptionStatistics reception() {
        return reception;
    }

    int bufferMs() {
        return buffer.targetMs();
    }

    long reordered() {
        return reordered + buffer.reordered();
    }

    long duplicates() {
        return duplicates + buffer.duplicates();
    }

    long late() {
        return late + buffer.late();
    }

    long concealedMs() {
        return concealedMs;
    }

    /** What later packets brought back of lost ones, ms. */
    long recoveredMs() {
        return recoveredMs;
    }
}
