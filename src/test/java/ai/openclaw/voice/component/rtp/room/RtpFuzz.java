package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.audio.AudioCodecs;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.sdp.MediaDirection;
import ai.openclaw.voice.component.rtp.srtp.CryptoSuite;
import ai.openclaw.voice.component.rtp.srtp.Srtp;
import ai.openclaw.voice.component.rtp.srtp.SrtpKeys;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * What comes on the audio port of a call, datagram after datagram: the first octet of the input chooses the codec, and each
 * datagram has two before it: how long it is, and after how many milliseconds it comes. Each is tried as SRTP, too, which
 * must not open, for nobody knows the key.
 */
public final class RtpFuzz {
    private static final List<AudioCodec> CODECS = AudioCodecs.of("PCMU,PCMA,G722,opus");
    private static final int DTMF = 101;
    /** A call cannot make more of it than is heard in its jitter buffer's time. */
    private static final int MOST_UNITS_AT_ONCE = 10_000;

    private RtpFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        ByteBuf in = Unpooled.wrappedBuffer(input);
        AudioCodec codec = CODECS.get(in.isReadable() ? in.readUnsignedByte() % CODECS.size() : 0);
        MediaAgreement agreed =
                new MediaAgreement(codec, codec.payloadType(), DTMF, null, null, MediaDirection.SENDRECV);
        IncomingTrack track =
                new IncomingTrack(agreed, new RoomSettings(20, 60, 200, null, 0, 0, 0, 0, null), new Dtmf());
        CryptoSuite suite = CryptoSuite.AES_CM_128_HMAC_SHA1_80;
        Srtp srtp = new Srtp(new SrtpKeys(suite, new byte[suite.keyLength()], new byte[suite.keyLength()]));
        long now = 0;
        while (in.readableBytes() > 2) {
            int length = in.readUnsignedByte();
            now += in.readUnsignedByte() * 1_000_000L;
            ByteBuf datagram = in.readSlice(Math.min(length, in.readableBytes()));
            srtp.open(datagram.copy());
            srtp.openReport(datagram.copy());
            if (!RtpPacket.isRtcp(datagram) && track.isOurs(datagram)) {
                track.take(datagram, now);
            }
            for (int i = 0; track.pull(now); i++) {
                if (i == MOST_UNITS_AT_ONCE) {
                    throw new IllegalStateException("no end of sound from one datagram");
                }
            }
        }
    }
}
