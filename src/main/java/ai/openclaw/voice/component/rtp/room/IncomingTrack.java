package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.Concealment;
import ai.openclaw.voice.audio.JitterBuffer;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** What the caller says: from packets to sound in its order. For one thread; allocates nothing per packet. */
final class IncomingTrack {
    // 200 ms, which no telephone exceeds.
    private static final int LONGEST_PAYLOAD = 1600;
    /** Samples of a unit. */
    static final int UNIT = JitterBuffer.UNIT_MS * 8;

    private static final int COMFORT_NOISE = 13;

    private final JitterBuffer buffer;
    private final Concealment concealment = new Concealment();
    private final ReceptionStatistics reception = new ReceptionStatistics();
    private final RtpPacket packet = new RtpPacket();
    private final Dtmf dtmf;
    private final byte[] payload = new byte[LONGEST_PAYLOAD];
    private final short[] decoded = new short[LONGEST_PAYLOAD];
    private MediaAgreement agreed;
    private long concealedMs;

    IncomingTrack(MediaAgreement agreed, RoomSettings settings, Dtmf dtmf) {
        this.agreed = agreed;
        this.dtmf = dtmf;
        buffer = new JitterBuffer(8000, settings.jitterMinMs(), settings.jitterInitialMs(), settings.jitterMaxMs());
    }

    void agreed(MediaAgreement agreement) {
        agreed = agreement;
    }

    /** Whether this is a packet that was agreed upon. Call {@link #take} then, if it came from the caller. */
    boolean isOurs(ByteBuf datagram) {
        return packet.parse(datagram)
                && (packet.payloadType == agreed.payloadType()
                        || packet.payloadType == agreed.dtmfPayloadType()
                        || packet.payloadType == COMFORT_NOISE)
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
            agreed.codec().decode(payload, 0, decoded, 0, packet.payloadLength);
            buffer.put(packet.ssrc, packet.sequence, packet.timestamp, decoded, packet.payloadLength, nowNanos);
        }
        return 0;
    }

    /**
     * Fills the unit of {@link JitterBuffer#UNIT_MS} with what comes next, made up where it was lost; whether there was
     * anything. Ask again until there is not.
     */
    boolean pull(short[] unit, long nowNanos) {
        switch (buffer.pull(unit, 0, nowNanos)) {
            case AUDIO -> concealment.heard(unit, 0, UNIT);
            case LOST -> {
                concealment.conceal(unit, 0, UNIT);
                concealedMs += JitterBuffer.UNIT_MS;
            }
            case NOTHING -> {
                Arrays.fill(unit, (short) 0);
                concealment.heard(unit, 0, UNIT);
            }
            case WAIT -> {
                return false;
            }
        }
        return true;
    }

    ReceptionStatistics reception() {
        return reception;
    }

    JitterBuffer buffer() {
        return buffer;
    }

    long concealedMs() {
        return concealedMs;
    }
}
