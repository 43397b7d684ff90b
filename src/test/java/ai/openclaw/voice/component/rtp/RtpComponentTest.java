package ai.openclaw.voice.component.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.MediaFigures;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.component.rtp.room.NoFreePortException;
import ai.openclaw.voice.component.rtp.room.RoomStatistics;
import ai.openclaw.voice.component.rtp.sdp.MalformedSdpException;
import ai.openclaw.voice.component.rtp.sdp.NoCommonCodecException;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.RtpPeer;
import ai.openclaw.voice.testkit.Tones;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Real UDP on the loopback, in real time; loudness stands for speech. */
class RtpComponentTest extends RtpTest {
    @Test
    void answersAnOfferAndSendsAtOnce() {
        CallId callId = CallId.fresh();
        Exchange exchange = bed.open(callId, peer.offer());
        String answer = exchange.getMessage().getBody(String.class);
        assertThat(answer).contains("RTP/AVP 0 101\r\n").contains("a=rtpmap:101 telephone-event/8000");
        int port = exchange.getMessage().getHeader(RtpConstants.LOCAL_PORT, Integer.class);
        assertThat(port).isEqualTo(RtpPeer.audioPort(answer)).isEven();
        assertThat(exchange.getMessage().getHeader(RtpConstants.CODEC)).isEqualTo("PCMU");
        // Not one packet of the peer's has gone out: its SDP says where to send.
        await().atMost(SOON).until(() -> peer.received().size() > 10);
        assertThat(peer.received().get(0).marker()).isTrue();
        assertThat(peer.received())
                .allSatisfy(packet -> assertThat(packet.payload()).hasSize(160).containsOnly(G711.PCMU.silence()));
    }

    @Test
    void tellsSpeechWithItsPreRollInOrderOnAThreadOfTheCalls() {
        CallId callId = bed.call(peer);
        short[] tone = Tones.sine(500, 1000, 8000);
        peer.say(new short[8000]).say(tone).say(new short[4000]).say(tone).say(new short[8000]);
        await().atMost(SOON)
                .until(() -> bed.events(callId, RoomEvent.SpeechEnded.class).size() == 2);
        assertThat(bed.story(callId)).containsExactly("SpeechStarted", "SpeechEnded", "SpeechResumed", "SpeechEnded");
        List<RoomEvent.SpeechChunk> chunks = bed.events(callId, RoomEvent.SpeechChunk.class);
        // 300 ms of pre-roll and the 200 ms that it took to believe in speech.
        assertThat(chunks.get(0).audio().durationMs()).isBetween(480, 560);
        assertThat(chunks.get(1).audio().durationMs()).isEqualTo(100);
        int loud = 0;
        for (RoomEvent.SpeechChunk chunk : chunks) {
            for (short sample : chunk.audio().samples()) {
                loud += Math.abs(sample) > 8000 ? 1 : 0;
            }
        }
        // Two thirds of a sine lie above half of its amplitude: 10,667 samples of 2 s. The rest is for a machine so
        // busy
        // that the peer itself stutters.
        assertThat(loud).isBetween(8_800, 11_200);
        assertThat(bed.told).allSatisfy(told -> {
            assertThat(told.mdc()).isEqualTo(callId.value());
            assertThat(told.thread()).doesNotContain("rtp-media");
        });
    }

    @Test
    void playsWhatItIsToldToOnAnEvenClockWithContinuousTimestamps() {
        CallId callId = bed.call(peer);
        bed.command(new RoomCommand.Play(callId, 1, 0, new Pcm(Tones.sine(440, 700, 22_050), 22_050)));
        bed.command(new RoomCommand.Play(callId, 1, 0, new Pcm(Tones.sine(440, 300, 22_050), 22_050)));
        bed.command(new RoomCommand.EndOfTurn(callId, 1));
        RoomEvent.PlayoutFinished finished = bed.await1(callId, RoomEvent.PlayoutFinished.class);
        assertThat(finished.turnId()).isEqualTo(1);
        assertThat(finished.playedMs()).isBetween(990, 1010);
        assertThat(bed.story(callId)).containsExactly("PlayoutStarted", "PlayoutFinished");
        await().atMost(SOON).until(() -> peer.received().size() > 80);

        List<RtpPeer.Received> packets = peer.received();
        for (int i = 1; i < packets.size(); i++) {
            RtpPeer.Received before = packets.get(i - 1);
            assertThat(packets.get(i).sequence()).isEqualTo(before.sequence() + 1 & 0xFFFF);
            assertThat(packets.get(i).timestamp()).isEqualTo(before.timestamp() + 160);
        }
        List<RtpPeer.Received> marked =
                packets.stream().filter(RtpPeer.Received::marker).toList();
        assertThat(marked).hasSize(2).contains(packets.get(0));
        assertNoBurst(packets);
        int first = 160 * packets.indexOf(marked.get(1));
        short[] heard = peer.heard();
        assertThat(Tones.signalToRestDb(heard, first + 400, first + 7600, 440, 8000))
                .isGreaterThan(30);
    }

    /** Over any stretch, the packets keep up with the clock, and no more than two come at once. */
    private static void assertNoBurst(List<RtpPeer.Received> packets) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 2; i < packets.size(); i++) {
            gaps.add(packets.get(i).nanos() - packets.get(i - 2).nanos());
        }
        long three = gaps.stream().filter(gap -> gap < 2_000_000).count();
        // Our own receiving thread may be the one that slept; MediaClockTest looks at the source.
        assertThat(three).as("three packets within 2 ms").isLessThan(packets.size() / 10);
        RtpPeer.Received last = packets.get(packets.size() - 1);
        long took = last.nanos() - packets.get(0).nanos();
        long due = (packets.size() - 1) * 20_000_000L;
        assertThat(Math.abs(took - due)).as("drift").isLessThan(100_000_000L);
    }

    @Test
    void concealsWhatIsLostAndCountsIt() {
        CallId callId = bed.call(peer);
        peer.dropEvery(10);
        peer.say(Tones.sine(400, 3000, 8000));
        await().atMost(SOON).until(peer::hasSaidAll);
        RoomStatistics last = bed.close(callId);
        assertThat(last.lost()).isBetween(10L, 25L);
        assertThat(last.concealedMs()).isBetween(last.lost() * 20 - 40, last.lost() * 20 + 200);
        MediaFigures figures = last.figures();
        assertThat(figures.lossPercent()).isBetween(5.0, 12.0);
        assertThat(figures.mos()).as("what a tenth of loss does to G.711").isBetween(2.5, 4.0);
        assertThat(figures.remoteMos()).as("this peer sends no reports").isNull();
    }

    @Test
    void goesOnWithAnotherSourceOfTheSamePeer() {
        CallId callId = bed.call(peer);
        await().atMost(SOON).until(() -> bed.component.statistics(callId).packetsReceived() > 20);
        peer.changeSource(42);
        peer.say(new short[1600]).say(Tones.sine(500, 600, 8000));
        bed.await1(callId, RoomEvent.SpeechStarted.class);
        assertThat(bed.component.statistics(callId).lost()).isZero();
    }

    @Test
    void refusesWhatItCannotTake() {
        CallId callId = CallId.fresh();
        assertThat(bed.open(callId, "rubbish").getException()).isInstanceOf(MalformedSdpException.class);
        assertThat(bed.open(callId, peer.offer().replace("PCMU", "G729").replace("AVP 0", "AVP 18"))
                        .getException())
                .isInstanceOf(NoCommonCodecException.class);
        assertThat(bed.component.rooms().size()).isZero();
        assertThat(bed.template
                        .request("direct:open", e -> e.getMessage().setBody(peer.offer()))
                        .getException())
                .hasMessageContaining("CamelVoiceCallId");
    }

    @Test
    void anEmptyOfferGetsOursAndItsAnswerIsTaken() {
        CallId callId = CallId.fresh();
        String ours = bed.open(callId, null).getMessage().getBody(String.class);
        assertThat(ours).contains("RTP/AVP 9 0 8 96 101 110");
        RtpPeer alaw = new RtpPeer(G711.PCMA);
        try (alaw) {
            Exchange taken = bed.open(callId, alaw.offer());
            assertThat(taken.getException()).isNull();
            assertThat(taken.getMessage().getBody()).isNull();
            alaw.start(RtpPeer.audioPort(ours));
            await().atMost(SOON).until(() -> alaw.received().size() > 5);
            assertThat(alaw.received().get(0).payloadType()).isEqualTo(8);
            await().atMost(SOON).until(() -> bed.component.statistics(callId).packetsReceived() > 5);
        }
    }

    @Test
    void twoRoomsLearnFromReportsHowTheyHearEachOther() {
        CallId one = CallId.fresh();
        CallId other = CallId.fresh();
        String offer = bed.open(one, null).getMessage().getBody(String.class);
        String answer = bed.open(other, offer).getMessage().getBody(String.class);
        assertThat(bed.open(one, answer).getException()).isNull();
        bed.command(new RoomCommand.SendDtmf(one, "42"));
        for (CallId callId : List.of(one, other)) {
            await().atMost(SOON).until(() -> bed.component.statistics(callId).roundTripMs() >= 0);
            RoomStatistics statistics = bed.component.statistics(callId);
            assertThat(statistics.roundTripMs()).isLessThan(1000);
            assertThat(statistics.remoteLost()).isZero();
            assertThat(statistics.remoteJitterMs()).isNotNegative();
            assertThat(statistics.foreign()).isZero();
        }
        await().atMost(SOON).until(() -> bed.events(other, RoomEvent.Dtmf.class).size() == 2);
        assertThat(bed.events(other, RoomEvent.Dtmf.class))
                .extracting(RoomEvent.Dtmf::digit)
                .containsExactly('4', '2');
    }

    @Test
    void twentyRoomsAtOnceHearAndSpeak() {
        List<RtpPeer> peers = new ArrayList<>();
        List<CallId> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            peers.add(new RtpPeer(i % 2 == 0 ? G711.PCMU : G711.PCMA));
            calls.add(bed.call(peers.get(i)));
        }
        for (int i = 0; i < 20; i++) {
            bed.command(new RoomCommand.Play(calls.get(i), 1, 0, new Pcm(Tones.sine(300 + 100 * i, 500, 8000), 8000)));
            bed.command(new RoomCommand.EndOfTurn(calls.get(i), 1));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(bed.await1(calls.get(i), RoomEvent.PlayoutFinished.class).playedMs())
                    .isEqualTo(500);
        }
        for (int i = 0; i < 20; i++) {
            RtpPeer one = peers.get(i);
            one.say(Tones.sine(500, 500, 8000));
            int marked = one.received().stream()
                    .filter(RtpPeer.Received::marker)
                    .reduce((first, second) -> second)
                    .map(one.received()::indexOf)
                    .orElseThrow();
            short[] heard = one.heard();
            double db = Tones.signalToRestDb(heard, marked * 160, marked * 160 + 4000, 300 + 100 * i, 8000);
            assertThat(db).as("what call %d hears is its own", i).isGreaterThan(25);
        }
        calls.forEach(callId -> bed.await1(callId, RoomEvent.SpeechEnded.class));
        calls.forEach(callId -> assertThat(bed.close(callId).lost()).isZero());
        assertThat(bed.component.rooms().size()).isZero();
        peers.forEach(RtpPeer::close);
    }

    @Test
    void releasesItsPortsAndTellsNothingAfterTheClose() {
        CallId callId = bed.call(peer);
        await().atMost(SOON).until(() -> bed.component.statistics(callId).packetsReceived() > 5);
        RoomStatistics last = bed.close(callId);
        assertThat(last.packetsReceived()).isGreaterThan(5);
        assertThat(last.firstPacketMs()).isNotNegative();
        assertThat(bed.close(callId)).as("closing twice").isNull();
        // The kernel gets the ports back when the selector has looked at its keys once more.
        await().atMost(SOON).ignoreExceptions().until(() -> {
            new DatagramSocket(new InetSocketAddress("127.0.0.1", last.localPort())).close();
            new DatagramSocket(new InetSocketAddress("127.0.0.1", last.localPort() + 1)).close();
            return true;
        });
        bed.command(new RoomCommand.EndOfTurn(callId, 1));
        assertThat(bed.story(callId)).isEmpty();
    }

    @Test
    void tenCallsFollowEachOtherWithoutAPauseOnTwentyPorts() throws Exception {
        try (RtpTestBed small = new RtpTestBed(options -> {
            options.setMinPort(options.getMinPort() & ~1);
            options.setMaxPort(options.getMinPort() + 19);
        })) {
            List<CallId> open = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                if (open.size() == 10) {
                    assertThat(small.open(CallId.fresh(), peer.offer()).getException())
                            .isInstanceOf(NoFreePortException.class);
                    small.close(open.remove(0));
                }
                CallId callId = CallId.fresh();
                assertThat(small.open(callId, peer.offer()).getException())
                        .as("call %d", i)
                        .isNull();
                open.add(callId);
            }
        }
    }
}
