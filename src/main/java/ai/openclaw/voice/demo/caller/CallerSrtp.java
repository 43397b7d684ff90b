package ai.openclaw.voice.demo.caller;

import ai.openclaw.voice.component.rtp.sdp.CryptoLine;
import ai.openclaw.voice.component.rtp.srtp.CryptoSuite;
import ai.openclaw.voice.component.rtp.srtp.OurKeys;
import ai.openclaw.voice.component.rtp.srtp.Srtp;
import ai.openclaw.voice.component.rtp.srtp.SrtpKeys;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * Protects what the caller sends and opens what it hears (SRTP, RFC 3711), with keys from the session descriptions (RFC
 * 4568). One thread may send, another one receive, a third one agree.
 */
final class CallerSrtp {
    /** The suite that every implementation has (RFC 4568, section 6.2.1). */
    static final CryptoSuite SUITE = CryptoSuite.AES_CM_128_HMAC_SHA1_80;

    /** By which the far side's answer names our only key. */
    static final int TAG = 1;

    private final byte[] ours = new OurKeys().of(SUITE);
    // What protects packets is for one thread, so there is one for each direction.
    private volatile Srtp sending;
    private volatile Srtp receiving;

    /**
     * The attribute that brings our key.
     *
     * @param tag {@link #TAG} in an offer; in an answer that of the far side's key
     */
    String describe(int tag) {
        return CryptoLine.write(tag, SUITE, ours);
    }

    /** The far side's key is known, for the first time or anew. */
    void agree(CryptoLine theirs) {
        SrtpKeys keys = new SrtpKeys(SUITE, ours, theirs.key());
        sending = new Srtp(keys, sending);
        receiving = new Srtp(keys, receiving);
    }

    /** A packet as it goes over the network. */
    byte[] protect(byte[] plain) {
        ByteBuf packet = Unpooled.buffer().writeBytes(plain);
        if (!sending.protect(packet)) {
            throw new IllegalStateException("a packet cannot be protected, and must not go in clear");
        }
        return bytesOf(packet);
    }

    /** What is in a packet; null when our keys do not open it, or are not known yet. */
    ByteBuffer open(ByteBuffer datagram) {
        Srtp keys = receiving;
        ByteBuf packet = Unpooled.copiedBuffer(datagram);
        return keys != null && keys.open(packet) ? ByteBuffer.wrap(bytesOf(packet)) : null;
    }

    private static byte[] bytesOf(ByteBuf packet) {
        byte[] bytes = new byte[packet.readableBytes()];
        packet.readBytes(bytes);
        return bytes;
    }
}
