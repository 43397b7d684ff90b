package ai.openclaw.voice.component.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.audio.G722;
import ai.openclaw.voice.audio.Opus;
import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.RtpPeer;
import ai.openclaw.voice.testkit.Tones;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each codec over real UDP, in real time. */
class RtpCodecTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private RtpTestBed bed;

    @BeforeEach
    void start() throws Exception {
        bed = new RtpTestBed(options -> {
            options.setMediaLostTimeoutMs(2000);
            options.setRtcpIntervalMs(500);
        });
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    static Stream<Arguments> codecs() {
        return Stream.of(
                Arguments.of(G711.PCMU, 1000, 20),
                Arguments.of(G711.PCMA, 3000, 20),
                Arguments.of(G722.CODEC, 6000, 12),
                Arguments.of(Opus.CODEC, 1000, 8));
    }

    private static short[] loud(AudioCodec codec, int ms) {
        return Tones.sine(500, ms, codec.sampleRateHz());
    }

    private static int heardHz(List<RoomEvent.SpeechChunk> chunks) {
        assertThat(chunks).isNotEmpty();
        return chunks.get(chunks.size() - 1).audio().sampleRateHz();
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void hearsAndSpeaksAtTheCodecsOwnRate(AudioCodec codec, int hz, int cleanDb) {
        try (RtpPeer peer = new RtpPeer(codec)) {
            CallId callId = bed.call(peer);
            peer.say(loud(codec, 1000)).say(new short[codec.sampleRateHz()]);
            bed.await1(callId, RoomEvent.SpeechEnded.class);
            List<RoomEvent.SpeechChunk> chunks = bed.events(callId, RoomEvent.SpeechChunk.class);
            assertThat(heardHz(chunks)).isEqualTo(codec.sampleRateHz());
            Pcm middle = chunks.get(3).audio();
            assertThat(Tones.signalToRestDb(middle.samples(), 0, middle.samples().length, 500, codec.sampleRateHz()))
                    .as("what is heard")
                    .isGreaterThan(10);

            bed.command(new RoomCommand.Play(callId, 1, 0, new Pcm(Tones.sine(hz, 1000, 22_050), 22_050)));
            bed.command(new RoomCommand.EndOfTurn(callId, 1));
            assertThat(bed.await1(callId, RoomEvent.PlayoutFinished.class).playedMs())
                    .isBetween(995, 1005);
            int rate = codec.sampleRateHz();
            int marked = peer.received().stream()
                    .filter(RtpPeer.Received::marker)
                    .reduce((first, second) -> second)
                    .map(peer.received()::indexOf)
                    .orElseThrow();
            await().atMost(SOON).until(() -> peer.received().size() > marked + 50);
            int first = marked * rate / 50;
            assertThat(Tones.signalToRestDb(peer.heard(), first + rate / 5, first + rate * 4 / 5, hz, rate))
                    .as("what the caller hears of %d Hz", hz)
                    .isGreaterThan(cleanDb);
            for (int i = 1; i < peer.received().size(); i++) {
                assertThat(peer.received().get(i).timestamp()
                                - peer.received().get(i - 1).timestamp())
                        .isEqualTo(codec.clockRateHz() / 50);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void keysPassBothWaysAtTheCodecsClock(AudioCodec codec, int hz, int cleanDb) {
        try (RtpPeer peer = new RtpPeer(codec)) {
            CallId callId = bed.call(peer);
            await().atMost(SOON).until(() -> bed.component.statistics(callId).packetsReceived() > 5);
            peer.press(5);
            assertThat(bed.await1(callId, RoomEvent.Dtmf.class).digit()).isEqualTo('5');
            peer.press(11);
            await().atMost(SOON)
                    .until(() -> bed.events(callId, RoomEvent.Dtmf.class).size() == 2);
            bed.command(new RoomCommand.SendDtmf(callId, "7#"));
            await().atMost(SOON).until(() -> keys(peer).size() == 16);
            assertThat(keys(peer).stream().map(packet -> (int) packet.payload()[0]))
                    .containsSequence(7, 7, 7, 7, 7, 7, 7, 7, 11);
            RtpPeer.Received end = keys(peer).get(7);
            int duration = (end.payload()[2] & 0xFF) << 8 | end.payload()[3] & 0xFF;
            assertThat(duration).as("100 ms in units of the clock").isEqualTo(codec.clockRateHz() / 10);
            assertThat(end.payload()[1] & 0x80).isEqualTo(0x80);
            assertThat(keys(peer).subList(0, 8)).allSatisfy(packet -> assertThat(packet.timestamp())
                    .isEqualTo(keys(peer).get(0).timestamp()));
        }
    }

    private static List<RtpPeer.Received> keys(RtpPeer peer) {
        return peer.received().stream()
                .filter(packet -> packet.payloadType() == 101)
                .toList();
    }

    @Test
    void keysThatTheCallerTakesNoEventsForAreHeardAsTones() {
        try (RtpPeer peer = new RtpPeer(G722.CODEC)) {
            CallId callId = CallId.fresh();
            String offer = peer.offer().replace(" 101\r\n", "\r\n").replaceAll("a=(rtpmap|fmtp):101 .*\r\n", "");
            peer.answered(bed.open(callId, offer).getMessage().getBody(String.class));
            await().atMost(SOON).until(() -> peer.received().size() > 5);
            bed.command(new RoomCommand.SendDtmf(callId, "5"));
            await().atMost(SOON).until(() -> {
                short[] heard = peer.heard();
                for (int at = 0; at + 1280 <= heard.length; at += 320) {
                    if (Tones.amplitude(heard, at, at + 1280, 770, 16_000) > 4000
                            && Tones.amplitude(heard, at, at + 1280, 1336, 16_000) > 4000) {
                        return true;
                    }
                }
                return false;
            });
        }
    }

    /** The caller's exchange offers another codec from another port, as it does after a transfer. */
    @Test
    void theCodecMayChangeInMidCallAndInMidSentence() {
        CallId callId = null;
        RtpPeer before = new RtpPeer(G711.PCMA);
        try (before) {
            callId = bed.call(before);
            BargeInRules never =
                    new BargeInRules(false, 64, 600, 300, 0.5f, false, 2000, BargeInRules.Resume.NEXT_CLAUSE);
            bed.command(new RoomCommand.TakeInterruptions(callId, never));
            bed.command(new RoomCommand.Play(callId, 1, 0, new Pcm(Tones.sine(440, 12_000, 16_000), 16_000)));
            bed.command(new RoomCommand.EndOfTurn(callId, 1));
            await().atMost(SOON).until(() -> before.heard().length > 8000);
            for (AudioCodec codec : List.of(G722.CODEC, Opus.CODEC, G711.PCMU)) {
                int told = bed.events(callId, RoomEvent.SpeechChunk.class).size();
                int turns = bed.events(callId, RoomEvent.PlayoutFinished.class).size();
                try (RtpPeer peer = new RtpPeer(codec)) {
                    Exchange changed = bed.open(callId, peer.offer());
                    assertThat(changed.getException()).isNull();
                    before.fallSilent();
                    assertThat(changed.getMessage().getHeader(RtpConstants.CODEC))
                            .isEqualTo(codec.name());
                    peer.answered(changed.getMessage().getBody(String.class));
                    int rate = codec.sampleRateHz();
                    await().atMost(SOON).until(() -> peer.heard().length > rate);
                    assertThat(peer.received().get(0).marker()).isTrue();
                    if (turns == 0) {
                        assertThat(Tones.signalToRestDb(peer.heard(), rate / 4, rate * 3 / 4, 440, rate))
                                .as("the sentence goes on in %s", codec)
                                .isGreaterThan(8);
                    }
                    CallId call = callId;
                    peer.say(loud(codec, 1500)).say(new short[rate / 2]);
                    await().atMost(SOON)
                            .until(() -> bed.events(call, RoomEvent.SpeechChunk.class)
                                            .size()
                                    > told + 3);
                    assertThat(heardHz(bed.events(callId, RoomEvent.SpeechChunk.class)))
                            .isEqualTo(rate);
                    assertThat(bed.component.statistics(callId).codec()).isEqualTo(codec.name());
                }
            }
        }
        // A packet in the codec of before may be on its way at each of the three changes.
        assertThat(bed.close(callId).garbage()).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 40, 60})
    void packetsOfAnyLengthAreUnderstoodAndSentWhereTheyFit(int packetMs) {
        try (RtpPeer peer = new RtpPeer(G711.PCMU, packetMs)) {
            CallId callId = bed.call(peer);
            peer.say(new short[1600]).say(loud(G711.PCMU, 960)).say(new short[4800]);
            bed.await1(callId, RoomEvent.SpeechEnded.class);
            int heardMs = bed.events(callId, RoomEvent.SpeechChunk.class).stream()
                    .mapToInt(chunk -> chunk.audio().durationMs())
                    .sum();
            assertThat(heardMs).isBetween(1000, 1600);
            assertThat(bed.component.statistics(callId).lost()).isZero();
            assertThat(bed.component.statistics(callId).late()).isZero();
            int sentMs = packetMs == 30 ? 20 : packetMs;
            assertThat(peer.received().subList(0, 20))
                    .allSatisfy(packet -> assertThat(packet.payload()).hasSize(8 * sentMs));
            bed.command(new RoomCommand.SendDtmf(callId, "1"));
            await().atMost(SOON).until(() -> keys(peer).size() == 8);
            int after = peer.received().size() + 5;
            await().atMost(SOON).until(() -> peer.received().size() > after);
            List<RtpPeer.Received> sound = peer.received().stream()
                    .filter(packet -> packet.payloadType() == 0)
                    .toList();
            for (int i = 1; i < sound.size(); i++) {
                int step = sound.get(i).timestamp() - sound.get(i - 1).timestamp();
                int said = sound.get(i - 1).payload().length;
                assertThat(step).as("no sound overlaps").isGreaterThanOrEqualTo(said);
            }
        }
    }

    @Test
    void whatOpusLosesIsBroughtBackByTheNextPacket() {
        try (RtpPeer peer = new RtpPeer(Opus.CODEC)) {
            CallId callId = bed.call(peer);
            peer.dropEvery(10);
            peer.say(loud(Opus.CODEC, 3000));
            await().atMost(SOON).until(peer::hasSaidAll);
            var last = bed.close(callId);
            assertThat(last.lost()).isBetween(10L, 40L);
            // At the beginning and the end nothing can be brought back.
            assertThat(last.concealedMs()).isLessThan(last.lost() * 20 / 2 + 200);
        }
    }
}
