package ai.openclaw.voice.component.rtp.room;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.sdp.MediaDirection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private static final MediaAgreement AGREED =
            new MediaAgreement(G711.PCMU, 0, 101, null, null, MediaDirection.SENDRECV);

    private final OutgoingTrack ours = track();
    private final OutgoingTrack theirs = track();
    private final ReceptionStatistics weHear = new ReceptionStatistics();
    private final ReceptionStatistics theyHear = new ReceptionStatistics();

    private static OutgoingTrack track() {
        return new OutgoingTrack(
                AGREED,
                new Playout(new Playout.Listener() {
                    @Override
                    public void playoutStarted(int turnId) {}

                    @Override
                    public void playoutRanDry(int turnId) {}

                    @Override
                    public void playoutFinished(int turnId, int playedMs) {}
                }),
                new Dtmf());
    }

    private static void send(OutgoingTrack from, ReceptionStatistics to, int packets, int lostEvery) {
        RtpPacket packet = new RtpPacket();
        for (int i = 1; i <= packets; i++) {
            int number = i;
            from.next(new short[160], UnpooledByteBufAllocator.DEFAULT, bytes -> {
                assertThat(packet.parse(bytes)).isTrue();
                if (number % lostEvery != 0) {
                    to.packet(packet.ssrc, packet.sequence, packet.timestamp, number * 20_000_000L);
                }
                bytes.release();
            });
        }
    }

    @Test
    void bothSidesLearnWhatTheOtherGets() {
        Rtcp we = new Rtcp(ours.ssrc(), "we");
        Rtcp they = new Rtcp(theirs.ssrc(), "they");
        send(ours, theyHear, 100, 10);
        send(theirs, weHear, 101, 1000);
        ByteBuf report = Unpooled.buffer();
        we.write(report, ours, weHear, false);
        assertThat(report.readableBytes() % 4).isZero();
        assertThat(they.read(report)).isTrue();
        assertThat(they.remoteLost()).isZero();
        assertThat(they.roundTripMs()).as("nothing was reported before").isEqualTo(-1);
        report.clear();
        they.write(report, theirs, theyHear, true);
        assertThat(we.read(report)).isTrue();
        // The last one lost cannot be missed yet.
        assertThat(we.remoteLost()).isEqualTo(9);
        assertThat(we.remoteJitterMs()).isBetween(0.0, 0.5);
        assertThat(we.roundTripMs()).isBetween(0.0, 500.0);
    }

    @Test
    void garbageIsToldFromReports() {
        Rtcp rtcp = new Rtcp(1, "we");
        Random random = new Random(2);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            if (bytes.length > 1 && random.nextBoolean()) {
                bytes[0] = (byte) (0x80 | bytes[0] & 0x3F);
                bytes[1] = (byte) (200 + random.nextInt(4));
            }
            rtcp.read(Unpooled.wrappedBuffer(bytes));
        }
        assertThat(rtcp.read(Unpooled.wrappedBuffer(new byte[40]))).isFalse();
    }

    @Test
    void noBytesBreakTheRtpParser() {
        RtpPacket packet = new RtpPacket();
        Random random = new Random(4);
        int parsed = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) (0x80 | bytes[0] & 0x3F);
            }
            if (packet.parse(Unpooled.wrappedBuffer(bytes))) {
                parsed++;
                assertThat(packet.payloadOffset + packet.payloadLength).isLessThanOrEqualTo(bytes.length);
            }
        }
        assertThat(parsed).isPositive();
    }

    @Test
    void readsAHeaderWithEverythingInIt() {
        ByteBuf bytes = Unpooled.buffer();
        bytes.writeByte(0x80 | 0x20 | 0x10 | 2)
                .writeByte(0x80 | 8)
                .writeShort(65_535)
                .writeInt(-1)
                .writeInt(-2);
        bytes.writeLong(0).writeShort(0xBEDE).writeShort(1).writeInt(0x10FF0000);
        bytes.writeBytes(new byte[] {1, 2, 3, 0, 0, 3});
        RtpPacket packet = new RtpPacket();
        assertThat(packet.parse(bytes)).isTrue();
        assertThat(packet.marker).isTrue();
        assertThat(packet.payloadType).isEqualTo(8);
        assertThat(packet.sequence).isEqualTo(65_535);
        assertThat(packet.ssrc).isEqualTo(0xFFFF_FFFEL);
        assertThat(packet.payloadLength).isEqualTo(3);
        assertThat(bytes.getByte(packet.payloadOffset)).isEqualTo((byte) 1);
    }

    @Test
    void lossIsCountedAcrossTheWrapAndAJump() {
        ReceptionStatistics statistics = new ReceptionStatistics();
        for (int i = 0; i < 200; i++) {
            if (i % 20 != 7) {
                statistics.packet(1, 65_500 + i & 0xFFFF, i * 160, i * 20_000_000L);
            }
        }
        assertThat(statistics.lost()).isEqualTo(10);
        assertThat(statistics.jitterMs()).isLessThan(0.1);
        statistics.packet(1, 30_000, 0, 0);
        statistics.packet(1, 30_001, 160, 20_000_000);
        statistics.packet(1, 30_002, 320, 40_000_000);
        assertThat(statistics.lost()).isEqualTo(10);
    }
}
