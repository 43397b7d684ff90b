package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.sdp.MediaDirection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What comes on the audio port of a call, datagram after datagram: the first octet of the input chooses the codec, and each
 * datagram has two before it: how long it is, and after how many milliseconds it comes.
 */
public final class RtpFuzz {
    private static final int DTMF = 101;
    /** A call cannot make more of it than is heard in its jitter buffer's time. */
    private static final int MOST_UNITS_AT_ONCE = 10_000;

    private RtpFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        ByteBuf in = Unpooled.wrappedBuffer(input);
        G711 codec = in.isReadable() && in.readByte() % 2 == 0 ? G711.PCMU : G711.PCMA;
        MediaAgreement agreed =
                new MediaAgreement(codec, codec.payloadType(), DTMF, null, null, MediaDirection.SENDRECV);
        IncomingTrack track =
                new IncomingTrack(agreed, new RoomSettings(20, 60, 200, null, 0, 0, 0, 0, null), new Dtmf());
        short[] unit = new short[IncomingTrack.UNIT];
        long now = 0;
        while (in.readableBytes() > 2) {
            int length = in.readUnsignedByte();
            now += in.readUnsignedByte() * 1_000_000L;
            ByteBuf datagram = in.readSlice(Math.min(length, in.readableBytes()));
            if (!RtpPacket.isRtcp(datagram) && track.isOurs(datagram)) {
                track.take(datagram, now);
            }
            for (int i = 0; track.pull(unit, now); i++) {
                if (i == MOST_UNITS_AT_ONCE) {
                    throw new IllegalStateException("no end of sound from one datagram");
                }
            }
        }
    }
}
