package ai.openclaw.voice.component.rtp.srtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.logging.Level;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;

/**
 * Protects what is sent and opens what is received in one call, both RTP and RTCP, in place. For one thread.
 */
public final class Srtp {
    // The library tells at each start which ciphers it found.
    private static final java.util.logging.Logger JITSI = java.util.logging.Logger.getLogger("org.jitsi");
    private static final Logger LOG = new LoggerImpl(Srtp.class.getName());
    private static final int SSRC_OF_SOUND = 8;
    private static final int SSRC_OF_REPORT = 4;
    // RFC 3550, section 5.1, and what every report begins with.
    private static final int SHORTEST_SOUND = 12;
    private static final int SHORTEST_REPORT = 8;

    static {
        JITSI.setLevel(Level.WARNING);
        // Left to itself, the library tries all ciphers for some seconds, on the thread of whoever needs one first.
        Aes.setFactoryClassName("SunJCE");
    }

    private final SrtpKeys keys;
    private final PacketBytes packet = new PacketBytes();
    private final Sources<SrtpCryptoContext> sentSound;
    private final Sources<SrtcpCryptoContext> sentReports;
    private final Sources<SrtpCryptoContext> heardSound;
    private final Sources<SrtcpCryptoContext> heardReports;

    public Srtp(SrtpKeys keys) {
        this(keys, null);
    }

    /** @param before what protected the call until now, or null: where keys stay the same, so do the counts */
    public Srtp(SrtpKeys keys, Srtp before) {
        this.keys = keys;
        if (before != null && keys.protectsAlike(before.keys)) {
            sentSound = before.sentSound;
            sentReports = before.sentReports;
        } else {
            SrtpContextFactory sending = factory(true, keys.ours());
            sentSound = sound(sending, SrtpCryptoContext::transformPacket);
            sentReports = reports(sending, SrtcpCryptoContext::transformPacket);
        }
        if (before != null && keys.readsAlike(before.keys)) {
            heardSound = before.heardSound;
            heardReports = before.heardReports;
        } else {
            SrtpContextFactory receiving = factory(false, keys.theirs());
            heardSound = sound(receiving, (context, bytes) -> context.reverseTransformPacket(bytes, false));
            heardReports = reports(receiving, SrtcpCryptoContext::reverseTransformPacket);
        }
    }

    private Sources<SrtpCryptoContext> sound(
            SrtpContextFactory factory, Sources.Transformation<SrtpCryptoContext> transformation) {
        return new Sources<>(
                SHORTEST_SOUND, SSRC_OF_SOUND, packet, source -> factory.deriveContext(source, 0), transformation);
    }

    private Sources<SrtcpCryptoContext> reports(
            SrtpContextFactory factory, Sources.Transformation<SrtcpCryptoContext> transformation) {
        return new Sources<>(SHORTEST_REPORT, SSRC_OF_REPORT, packet, factory::deriveControlContext, transformation);
    }

    /** Loads what the first call would have to wait for. */
    public static void warmUp() {
        CryptoSuite suite = CryptoSuite.AES_CM_128_HMAC_SHA1_80;
        byte[] key = new byte[suite.keyLength()];
        Srtp both = new Srtp(new SrtpKeys(suite, key, key));
        ByteBuf sound = Unpooled.buffer().writeShort(0x8000).writeZero(SHORTEST_SOUND + 160);
        both.protect(sound);
        both.open(sound);
    }

    private SrtpContextFactory factory(boolean sender, byte[] key) {
        CryptoSuite suite = keys.suite();
        byte[] master = Arrays.copyOf(key, suite.masterKey());
        byte[] salt = Arrays.copyOfRange(key, suite.masterKey(), key.length);
        return new SrtpContextFactory(sender, master, salt, suite.sound(), suite.reports(), LOG);
    }

    public SrtpKeys keys() {
        return keys;
    }

    /** Ciphers and signs an RTP packet; false when that cannot be done, and then it must not be sent. */
    public boolean protect(ByteBuf sound) {
        return sentSound.transform(sound);
    }

    /** Opens an RTP packet; false, and nothing is changed, when it is forged, damaged or came before. */
    public boolean open(ByteBuf sound) {
        return heardSound.transform(sound);
    }

    /** Ciphers and signs an RTCP packet; false when that cannot be done, and then it must not be sent. */
    public boolean protectReport(ByteBuf report) {
        return sentReports.transform(report);
    }

    /** Opens an RTCP packet; false, and nothing is changed, when it is forged, damaged or came before. */
    public boolean openReport(ByteBuf report) {
        return heardReports.transform(report);
    }
}
