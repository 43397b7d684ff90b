package ai.openclaw.voice.component.rtp.room;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.sdp.MediaDirection;
import ai.openclaw.voice.component.rtp.srtp.CryptoSuite;
import ai.openclaw.voice.component.rtp.srtp.OurKeys;
import ai.openclaw.voice.component.rtp.srtp.SrtpKeys;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParticipantTest {
    private static final InetSocketAddress THERE = new InetSocketAddress("127.0.0.1", 9);
    private static final int SIGNATURE = 10;

    private final OurKeys ours = new OurKeys();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    @Test
    void noCountIsUsedTwiceWithAKeyThatComesBackAfterAnother() {
        MediaAgreement safe = protectedBy(CryptoSuite.AES_CM_128_HMAC_SHA1_80);
        OutgoingTrack outgoing = new OutgoingTrack(safe, new Playout(new Unheard()), new Dtmf());
        Participant caller = new Participant(safe, new Rtcp(outgoing.ssrc(), "x"), 0, 0, new MediaCounters());
        caller.reachedThrough(channel, channel);
        List<Integer> counts = new ArrayList<>();
        for (MediaAgreement between : List.of(inClear(), protectedBy(CryptoSuite.AES_CM_128_HMAC_SHA1_32), safe)) {
            caller.agreed(safe);
            counts.add(countOfReport(caller, outgoing));
            caller.agreed(between);
        }

        assertThat(counts).doesNotHaveDuplicates();
    }

    /** The count stands in front of the signature, without the bit that says that the report is ciphered: RFC 3711, 3.4. */
    private int countOfReport(Participant caller, OutgoingTrack outgoing) {
        caller.report(outgoing, new ReceptionStatistics(), false);
        DatagramPacket sent = channel.readOutbound();
        ByteBuf report = sent.content();
        int count = report.getInt(report.writerIndex() - SIGNATURE - Integer.BYTES) & Integer.MAX_VALUE;
        report.release();
        return count;
    }

    private MediaAgreement protectedBy(CryptoSuite suite) {
        return agreement(new SrtpKeys(suite, ours.of(suite), new byte[suite.keyLength()]));
    }

    private static MediaAgreement inClear() {
        return agreement(null);
    }

    private static MediaAgreement agreement(SrtpKeys keys) {
        return new MediaAgreement(
                G711.PCMU, 0, 101, 8000, 20, THERE, THERE, false, MediaDirection.SENDRECV, keys, null);
    }

    private static final class Unheard implements Playout.Listener {
        @Override
        public void playoutStarted(int turnId) {}

        @Override
        public void playoutRanDry(int turnId) {}

        @Override
        public void playoutFinished(int turnId, int playedMs) {}
    }
}
