package ai.openclaw.voice.component.rtp.srtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;

/**
 * Protects what is sent and opens what is received in one call, both RTP and RTCP, in place. Each source (SSRC) has a count
 * of its packets of its own, which only packets that are genuine move on. For one thread.
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
    // A telephone changes its source when it transfers or conferences; who does so more often is none.
    private static final int MOST_SOURCES = 16;

    static {
        JITSI.setLevel(Level.WARNING);
        // Left to itself, the library tries all ciphers for some seconds, on the thread of whoever needs one first.
        Aes.setFactoryClassName("SunJCE");
    }

    private final SrtpKeys keys;
    private final PacketBytes packet = new PacketBytes();
    private final SrtpContextFactory sending;
    private final SrtpContextFactory receiving;
    private final Map<Integer, SrtpCryptoContext> sentSound;
    private final Map<Integer, SrtcpCryptoContext> sentReports;
    private final Map<Integer, SrtpCryptoContext> heardSound;
    private final Map<Integer, SrtcpCryptoContext> heardReports;

    public Srtp(SrtpKeys keys) {
        this(keys, null);
    }

    /** @param before what protected the call until now, or null: where keys stay the same, so do the counts */
    public Srtp(SrtpKeys keys, Srtp before) {
        this.keys = keys;
        boolean sendsOn = before != null && keys.protectsAlike(before.keys);
        boolean hearsOn = before != null && keys.readsAlike(before.keys);
        sending = sendsOn ? before.sending : factory(true, keys.ours());
        sentSound = sendsOn ? before.sentSound : new HashMap<>();
        sentReports = sendsOn ? before.sentReports : new HashMap<>();
        receiving = hearsOn ? before.receiving : factory(false, keys.theirs());
        heardSound = hearsOn ? before.heardSound : new HashMap<>();
        heardReports = hearsOn ? before.heardReports : new HashMap<>();
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

    /** Ciphers and signs an RTP packet. */
    public void protect(ByteBuf sound) {
        packet.take(sound);
        int source = packet.intAt(SSRC_OF_SOUND);
        try {
            SrtpCryptoContext context = sentSound.get(source);
            if (context == null) {
                context = sending.deriveContext(source, 0);
                sentSound.put(source, context);
            }
            context.transformPacket(packet);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the machine lacks a cipher of SRTP", e);
        }
        packet.giveBack(sound);
    }

    /** Opens an RTP packet; false, and nothing is changed, when it is forged, damaged or came before. */
    public boolean open(ByteBuf sound) {
        if (sound.readableBytes() < SHORTEST_SOUND || !packet.take(sound)) {
            return false;
        }
        int source = packet.intAt(SSRC_OF_SOUND);
        try {
            SrtpCryptoContext known = heardSound.get(source);
            if (known == null && heardSound.size() == MOST_SOURCES) {
                return false;
            }
            SrtpCryptoContext context = known != null ? known : receiving.deriveContext(source, 0);
            if (context.reverseTransformPacket(packet, false) != SrtpErrorStatus.OK) {
                return false;
            }
            if (known == null) {
                heardSound.put(source, context);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the machine lacks a cipher of SRTP", e);
        }
        packet.giveBack(sound);
        return true;
    }

    /** Ciphers and signs an RTCP packet. */
    public void protectReport(ByteBuf report) {
        packet.take(report);
        int source = packet.intAt(SSRC_OF_REPORT);
        try {
            SrtcpCryptoContext context = sentReports.get(source);
            if (context == null) {
                context = sending.deriveControlContext(source);
                sentReports.put(source, context);
            }
            context.transformPacket(packet);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the machine lacks a cipher of SRTP", e);
        }
        packet.giveBack(report);
    }

    /** Opens an RTCP packet; false, and nothing is changed, when it is forged, damaged or came before. */
    public boolean openReport(ByteBuf report) {
        if (report.readableBytes() < SHORTEST_REPORT || !packet.take(report)) {
            return false;
        }
        int source = packet.intAt(SSRC_OF_REPORT);
        try {
            SrtcpCryptoContext known = heardReports.get(source);
            if (known == null && heardReports.size() == MOST_SOURCES) {
                return false;
            }
            SrtcpCryptoContext context = known != null ? known : receiving.deriveControlContext(source);
            if (context.reverseTransformPacket(packet) != SrtpErrorStatus.OK) {
                return false;
            }
            if (known == null) {
                heardReports.put(source, context);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the machine lacks a cipher of SRTP", e);
        }
        packet.giveBack(report);
        return true;
    }
}
