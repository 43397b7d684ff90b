package ai.openclaw.voice.component.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.RtpPeer;
import ai.openclaw.voice.testkit.Tones;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A human voice over real UDP into a room with the Silero detector. */
class RtpHumanSpeechTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    private static Path model() {
        return HumanSpeech.model("silero-vad-v6", "silero_vad.onnx");
    }

    private static short[] speech(String name) {
        return HumanSpeech.required().clip(name).sound().samples();
    }

    @Test
    void ourVoiceComingBackDoesNotInterruptUs() throws Exception {
        Path model = model();
        short[] words = speech("vm-intro");
        try (RtpTestBed bed = new RtpTestBed(options -> options.setVadModel(model.toString()));
                RtpPeer peer = new RtpPeer(G711.PCMA)) {
            CallId callId = bed.call(peer);
            // 120 ms on the way, and 8 dB.
            peer.say(new short[960]).echo(0.4);
            bed.command(new RoomCommand.Play(callId, 1, 0, new Pcm(words, 8000)));
            bed.command(new RoomCommand.EndOfTurn(callId, 1));
            bed.await1(callId, RoomEvent.PlayoutStarted.class);
            await().atMost(SOON).until(() -> !bed.events(callId, RoomEvent.PlayoutFinished.class)
                    .isEmpty());
            int later = peer.received().size() + 50;
            await().atMost(SOON).until(() -> peer.received().size() > later);
            assertThat(bed.story(callId)).containsExactly("PlayoutStarted", "PlayoutFinished");
            assertThat(bed.events(callId, RoomEvent.PlayoutFinished.class)
                            .get(0)
                            .playedMs())
                    .isEqualTo(words.length / 8);
        }
    }

    @Test
    void aVoiceIsHeardAndInterruptsUsWhileToneAndNoiseAreNot() throws Exception {
        Path model = model();
        short[] words = speech("agent-user");
        try (RtpTestBed bed = new RtpTestBed(options -> options.setVadModel(model.toString()));
                RtpPeer peer = new RtpPeer(G711.PCMA)) {
            CallId callId = bed.call(peer);
            short[] noise = new short[12_000];
            Random random = new Random(1);
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (short) (random.nextGaussian() * 2000);
            }
            peer.say(Tones.sine(440, 1500, 8000)).say(noise).say(new short[4000]);
            await().atMost(SOON).until(peer::hasSaidAll);
            assertThat(bed.story(callId)).isEmpty();
            peer.say(words).say(new short[8000]);
            bed.await1(callId, RoomEvent.SpeechEnded.class);
            await().atMost(SOON).until(peer::hasSaidAll);
            int heardMs = bed.events(callId, RoomEvent.SpeechChunk.class).stream()
                    .mapToInt(chunk -> chunk.audio().durationMs())
                    .sum();
            assertThat(heardMs).isBetween(words.length / 8 - 800, words.length / 8 + 1500);

            bed.command(new RoomCommand.ListenAnew(callId));
            bed.command(new RoomCommand.Play(callId, 1, 0, new Pcm(Tones.sine(440, 15_000, 8000), 8000)));
            bed.command(new RoomCommand.EndOfTurn(callId, 1));
            bed.await1(callId, RoomEvent.PlayoutStarted.class);
            int before = bed.story(callId).size();
            peer.say(new short[8000]).say(words).say(new short[4000]);
            bed.await1(callId, RoomEvent.BargeIn.class);
            await().atMost(SOON).until(() -> bed.story(callId).size() >= before + 4);
            assertThat(bed.story(callId).subList(before, before + 4))
                    .containsExactly("PlayoutPaused", "SpeechStarted", "BargeIn", "PlayoutFinished");
            assertThat(bed.await1(callId, RoomEvent.BargeIn.class).playedMs()).isLessThan(5000);
        }
    }
}
