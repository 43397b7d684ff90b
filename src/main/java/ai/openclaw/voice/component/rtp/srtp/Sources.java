package ai.openclaw.voice.component.rtp.srtp;

import io.netty.buffer.ByteBuf;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.utils.ByteArrayBuffer;

/**
 * Packets of one kind in one direction: each of their sources (SSRC) has a count of its own, which only packets that are
 * genuine move on. For one thread.
 *
 * @param <C> what counts the packets of a source, and ciphers or opens them
 */
final class Sources<C> {
    // A telephone changes its source when it transfers or conferences; who does so more often is none.
    private static final int MOST = 16;

    interface Derivation<C> {
        C of(int source) throws GeneralSecurityException;
    }

    interface Transformation<C> {
        SrtpErrorStatus of(C context, ByteArrayBuffer packet) throws GeneralSecurityException;
    }

    private final int shortest;
    private final int sourceAt;
    private final PacketBytes packet;
    private final Derivation<C> derivation;
    private final Transformation<C> transformation;
    private final Map<Integer, C> bySource = new HashMap<>();

    /**
     * @param shortest what every packet has at least, bytes
     * @param sourceAt where in it the source stands, bytes from its beginning
     * @param packet used for each packet
     */
    Sources(
            int shortest,
            int sourceAt,
            PacketBytes packet,
            Derivation<C> derivation,
            Transformation<C> transformation) {
        this.shortest = shortest;
        this.sourceAt = sourceAt;
        this.packet = packet;
        this.derivation = derivation;
        this.transformation = transformation;
    }

    /** Changes a packet in its place; false, and nothing is changed, when it is forged, damaged or came before. */
    boolean transform(ByteBuf datagram) {
        if (datagram.readableBytes() < shortest || !packet.take(datagram)) {
            return false;
        }
        int source = packet.intAt(sourceAt);
        C known = bySource.get(source);
        if (known == null && bySource.size() == MOST) {
            return false;
        }
        try {
            C context = known != null ? known : derivation.of(source);
            if (transformation.of(context, packet) != SrtpErrorStatus.OK) {
                return false;
            }
            if (known == null) {
                bySource.put(source, context);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the machine lacks a cipher of SRTP", e);
        }
        packet.giveBack(datagram);
        return true;
    }
}
