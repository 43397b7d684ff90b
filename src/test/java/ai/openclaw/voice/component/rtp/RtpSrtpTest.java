package ai.openclaw.voice.component.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.audio.G722;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.component.rtp.room.RoomStatistics;
import ai.openclaw.voice.component.rtp.sdp.NoCommonCodecException;
import ai.openclaw.voice.component.rtp.srtp.CryptoSuite;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.RtpPeer;
import ai.openclaw.voice.testkit.Tones;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Protected calls over real UDP. */
class RtpSrtpTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Consumer<RtpConfiguration> USUAL = options -> options.setRtcpIntervalMs(300);

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void hearsAndSpeaksProtected(CryptoSuite suite) throws Exception {
        try (RtpTestBed bed = new RtpTestBed(USUAL);
                RtpPeer peer = new RtpPeer(G722.CODEC, suite)) {
            CallId callId = bed.call(peer);
            peer.say(new short[1600]).say(Tones.sine(500, 800, 16_000)).say(new short[16_000]);
            bed.await1(callId, RoomEvent.SpeechEnded.class);
            bed.command(new RoomCommand.Play(callId, 1, 0, new Pcm(Tones.sine(3000, 500, 16_000), 16_000)));
            bed.command(new RoomCommand.EndOfTurn(callId, 1));
            bed.command(new RoomCommand.SendDtmf(callId, "1"));
            await().atMost(SOON).until(() -> peer.received().stream().anyMatch(packet -> packet.payloadType() == 101));
            RoomStatistics last = bed.close(callId);
            assertThat(last.srtp()).isEqualTo(suite.name());
            assertThat(last.figures().srtp()).isEqualTo(suite.name());
            assertThat(last.garbage()).isZero();
            assertThat(peer.unreadable()).isZero();
        }
    }

    @Test
    void whatIsReplayedForgedOrInClearIsGarbageAndHurtsNothing() throws Exception {
        try (RtpTestBed bed = new RtpTestBed(USUAL);
                RtpPeer peer = new RtpPeer(G711.PCMU, CryptoSuite.AES_CM_128_HMAC_SHA1_80)) {
            CallId callId = bed.call(peer);
            int port = bed.component.statistics(callId).localPort();
            await().atMost(SOON).until(() -> bed.component.statistics(callId).packetsReceived() > 10);
            long before = bed.component.statistics(callId).garbage();
            byte[] replayed = peer.lastSent();
            await().atMost(SOON).until(() -> bed.component.statistics(callId).packetsReceived() > 20);
            byte[] forged = peer.lastSent();
            forged[20] ^= 1;
            forged[3] += 9;
            for (byte[] bad : List.of(replayed, forged, peer.packet(1, 160))) {
                peer.sendRaw(bad, port);
            }
            await().atMost(SOON).until(() -> bed.component.statistics(callId).garbage() == before + 3);
            peer.say(Tones.sine(500, 500, 8000));
            bed.await1(callId, RoomEvent.SpeechStarted.class);
            assertThat(bed.component.statistics(callId).lost()).isZero();
        }
    }

    @Test
    void newKeysInMidCallAreTakenAndTheSameGoOn() throws Exception {
        try (RtpTestBed bed = new RtpTestBed(USUAL);
                RtpPeer first = new RtpPeer(G711.PCMU, CryptoSuite.AES_CM_128_HMAC_SHA1_80);
                RtpPeer second = new RtpPeer(G711.PCMU, CryptoSuite.AES_CM_128_HMAC_SHA1_32);
                RtpPeer clear = new RtpPeer(G711.PCMU)) {
            CallId callId = bed.call(first);
            await().atMost(SOON).until(() -> first.received().size() > 10);
            String again = bed.open(callId, first.offer()).getMessage().getBody(String.class);
            int heard = first.received().size();
            await().atMost(SOON).until(() -> first.received().size() > heard + 10);
            assertThat(first.unreadable())
                    .as("our key is the same after a re-INVITE")
                    .isZero();
            assertThat(again).contains("RTP/SAVP");

            first.leaves();
            second.answered(bed.open(callId, second.offer()).getMessage().getBody(String.class));
            await().atMost(SOON).until(() -> second.received().size() > 10);
            second.say(Tones.sine(500, 500, 8000));
            bed.await1(callId, RoomEvent.SpeechStarted.class);
            assertThat(bed.component.statistics(callId).srtp()).isEqualTo("AES_CM_128_HMAC_SHA1_32");

            second.leaves();
            clear.answered(bed.open(callId, clear.offer()).getMessage().getBody(String.class));
            await().atMost(SOON).until(() -> clear.received().size() > 10);
            assertThat(clear.received().get(5).payload()).hasSize(160);
            assertThat(bed.component.statistics(callId).srtp()).isNull();

            clear.leaves();
            String later = bed.open(callId, first.offer()).getMessage().getBody(String.class);
            assertThat(keyIn(later)).as("after an interlude").isNotEqualTo(keyIn(again));
            first.answered(later);
            int heardBefore = first.received().size();
            await().atMost(SOON).until(() -> first.received().size() > heardBefore + 10);
        }
    }

    private static String keyIn(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("a=crypto:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void takesTheProtectedLineOfTwo() throws Exception {
        try (RtpTestBed bed = new RtpTestBed(USUAL);
                RtpPeer plain = new RtpPeer(G711.PCMA);
                RtpPeer safe = new RtpPeer(G711.PCMA, CryptoSuite.AES_CM_128_HMAC_SHA1_80)) {
            String answer = bed.open(CallId.fresh(), plain.offer() + safe.mediaLine())
                    .getMessage()
                    .getBody(String.class);
            assertThat(answer).contains("m=audio 0 RTP/AVP 8 101\r\n");
            safe.answered(answer);
            await().atMost(SOON).until(() -> safe.received().size() > 10);
            assertThat(plain.received()).isEmpty();
        }
    }

    @Test
    void twoRoomsAgreeOnKeysOfOurOwnOfferAndReadEachOthersReports() throws Exception {
        try (RtpTestBed bed = new RtpTestBed(USUAL.andThen(options -> options.setSrtp("required")))) {
            CallId one = CallId.fresh();
            CallId other = CallId.fresh();
            String offer = bed.open(one, null).getMessage().getBody(String.class);
            String answer = bed.open(other, offer).getMessage().getBody(String.class);
            assertThat(bed.open(one, answer).getException()).isNull();
            for (CallId callId : List.of(one, other)) {
                await().atMost(SOON)
                        .until(() -> bed.component.statistics(callId).roundTripMs() >= 0);
                assertThat(bed.component.statistics(callId).garbage()).isZero();
                assertThat(bed.component.statistics(callId).figures().remoteMos())
                        .isGreaterThan(4);
            }
        }
    }

    @Test
    void refusesWhatTheSettingForbids() throws Exception {
        try (RtpTestBed never = new RtpTestBed(options -> options.setSrtp("off"));
                RtpTestBed always = new RtpTestBed(options -> options.setSrtp("required"));
                RtpPeer plain = new RtpPeer(G711.PCMA);
                RtpPeer safe = new RtpPeer(G711.PCMA, CryptoSuite.AES_CM_128_HMAC_SHA1_80)) {
            assertThat(never.open(CallId.fresh(), safe.offer()).getException())
                    .isInstanceOf(NoCommonCodecException.class);
            assertThat(always.open(CallId.fresh(), plain.offer()).getException())
                    .isInstanceOf(NoCommonCodecException.class)
                    .hasMessageContaining("SRTP is required");
        }
    }
}
