package ai.openclaw.voice.component.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.RtpPeer;
import ai.openclaw.voice.testkit.Tones;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The caller speaks while we do, over real UDP in real time; loudness stands for speech. */
class RtpInterruptionTest extends RtpTest {
    private void play(CallId callId, int turnId, int clause, int hz, int ms) {
        bed.command(new RoomCommand.Play(callId, turnId, clause, new Pcm(Tones.sine(hz, ms, 8000), 8000)));
    }

    /** Without what only a second turn tells. */
    private CallId playing(int turnId, int ms) {
        CallId callId = bed.call(peer);
        play(callId, turnId, 0, 440, ms);
        bed.command(new RoomCommand.EndOfTurn(callId, turnId));
        bed.await1(callId, RoomEvent.PlayoutStarted.class);
        return callId;
    }

    /** When sound came last before this moment, and whether there was silence for so long from then on. */
    private boolean hears(double hz, int fromPacket, int packets) {
        short[] heard = peer.heard();
        return Tones.signalToRestDb(heard, fromPacket * 160, (fromPacket + packets) * 160, hz, 8000) > 10;
    }

    private boolean lastAreSilent(int packets) {
        List<RtpPeer.Received> all = peer.received();
        return all.subList(all.size() - packets, all.size()).stream()
                .allMatch(packet -> IntStream.range(0, 160).allMatch(i -> packet.payload()[i] == G711.PCMU.silence()));
    }

    @Test
    void fallsSilentForTheCallerAndTellsItBeforeTheirSpeech() {
        CallId callId = playing(7, 8000);
        peer.say(new short[4000]).say(Tones.sine(300, 400, 8000)).say(new short[8000]);
        bed.await1(callId, RoomEvent.SpeechEnded.class);
        assertThat(bed.story(callId))
                .containsExactly("PlayoutStarted", "PlayoutPaused", "SpeechStarted", "SpeechEnded");
        RoomEvent.PlayoutPaused paused = bed.await1(callId, RoomEvent.PlayoutPaused.class);
        assertThat(paused.turnId()).isEqualTo(7);
        assertThat(paused.playedMs()).isBetween(500, 2500);
        assertThat(lastAreSilent(10)).isTrue();
        // It waits for the worker, however long that takes.
        peer.say(new short[4000]);
        await().atMost(SOON).until(peer::hasSaidAll);
        assertThat(lastAreSilent(20)).isTrue();
        bed.command(new RoomCommand.ResumePlayout(callId, 7));
        // There is no next clause: this one is said again.
        await().atMost(SOON).until(() -> !lastAreSilent(1));
        RoomEvent.PlayoutFinished finished = bed.await1(callId, RoomEvent.PlayoutFinished.class);
        assertThat(finished.playedMs()).isEqualTo(8000);
    }

    @Test
    void dropsWhatIsLeftWhenTheCallerGoesOnSpeaking() {
        CallId callId = playing(7, 8000);
        peer.say(new short[4000]).say(Tones.sine(300, 1200, 8000)).say(new short[8000]);
        bed.await1(callId, RoomEvent.SpeechEnded.class);
        assertThat(bed.story(callId))
                .containsExactly(
                        "PlayoutStarted",
                        "PlayoutPaused",
                        "SpeechStarted",
                        "BargeIn",
                        "PlayoutFinished",
                        "SpeechEnded");
        RoomEvent.BargeIn bargeIn = bed.await1(callId, RoomEvent.BargeIn.class);
        assertThat(bargeIn.turnId()).isEqualTo(7);
        assertThat(bargeIn.playedMs())
                .isEqualTo(bed.await1(callId, RoomEvent.PlayoutPaused.class).playedMs());
        assertThat(lastAreSilent(10)).isTrue();
        // What comes of this turn afterwards is stale.
        play(callId, 7, 1, 440, 200);
        play(callId, 8, 0, 440, 200);
        bed.command(new RoomCommand.EndOfTurn(callId, 8));
        await().atMost(SOON)
                .until(() -> bed.events(callId, RoomEvent.PlayoutFinished.class).size() == 2);
        assertThat(bed.events(callId, RoomEvent.PlayoutFinished.class).get(1).playedMs())
                .isEqualTo(200);
    }

    @Test
    void aClickSilencesForAMomentWithoutAWordToAnybody() {
        CallId callId = playing(1, 2500);
        peer.say(new short[4000]).say(Tones.sine(300, 140, 8000));
        RoomEvent.PlayoutFinished finished = bed.await1(callId, RoomEvent.PlayoutFinished.class);
        assertThat(finished.playedMs()).isEqualTo(2500);
        assertThat(bed.story(callId)).containsExactly("PlayoutStarted", "PlayoutFinished");
        List<Boolean> silent = peer.received().stream()
                .map(packet -> IntStream.range(0, 160).allMatch(i -> packet.payload()[i] == G711.PCMU.silence()))
                .toList();
        int began = silent.indexOf(false);
        int pauseAt = began + silent.subList(began, silent.size()).indexOf(true);
        int pause = silent.subList(pauseAt, silent.size()).indexOf(false);
        assertThat(pause).as("packets of silence in the midst of it").isBetween(3, 30);
        // All of the sound came, only later.
        assertThat(silent.lastIndexOf(false) - began + 1 - pause).isBetween(125, 128);
    }

    @Test
    void whoeverSpeaksWhileWeBeginIsGivenAMomentToStop() {
        CallId callId = bed.call(peer);
        bed.command(new RoomCommand.TakeInterruptions(callId, rules(true, 600, false)));
        peer.say(Tones.sine(300, 500, 8000)).say(new short[16_000]);
        bed.await1(callId, RoomEvent.SpeechStarted.class);
        play(callId, 1, 0, 440, 1500);
        bed.command(new RoomCommand.EndOfTurn(callId, 1));
        bed.await1(callId, RoomEvent.PlayoutFinished.class);
        assertThat(bed.story(callId))
                .containsExactly("SpeechStarted", "PlayoutStarted", "SpeechEnded", "PlayoutFinished");
    }

    @Test
    void whoeverGoesOnPastTheGuardInterruptsThen() {
        CallId callId = bed.call(peer);
        bed.command(new RoomCommand.TakeInterruptions(callId, rules(true, 400, false)));
        peer.say(Tones.sine(300, 2500, 8000)).say(new short[16_000]);
        bed.await1(callId, RoomEvent.SpeechStarted.class);
        play(callId, 1, 0, 440, 4000);
        bed.command(new RoomCommand.EndOfTurn(callId, 1));
        RoomEvent.PlayoutPaused paused = bed.await1(callId, RoomEvent.PlayoutPaused.class);
        assertThat(paused.playedMs()).isBetween(380, 500);
        bed.await1(callId, RoomEvent.BargeIn.class);
        assertThat(bed.story(callId)).startsWith("SpeechStarted", "PlayoutStarted", "PlayoutPaused", "BargeIn");
        assertThat(bed.events(callId, RoomEvent.PlayoutPaused.class)).hasSize(1);
    }

    @Test
    void aProtectedGreetingAndATurnThatMayNotBeInterruptedAreHeardToTheirEnd() {
        CallId callId = bed.call(peer);
        bed.command(new RoomCommand.TakeInterruptions(callId, rules(true, 0, true)));
        play(callId, 0, 0, 440, 1500);
        bed.command(new RoomCommand.EndOfTurn(callId, 0));
        bed.await1(callId, RoomEvent.PlayoutStarted.class);
        peer.say(Tones.sine(300, 800, 8000)).say(new short[4000]);
        bed.await1(callId, RoomEvent.PlayoutFinished.class);
        assertThat(bed.story(callId))
                .containsExactly("PlayoutStarted", "SpeechStarted", "SpeechEnded", "PlayoutFinished");
        play(callId, 1, 0, 440, 4000);
        peer.say(new short[1600]).say(Tones.sine(300, 400, 8000)).say(new short[4000]);
        bed.await1(callId, RoomEvent.PlayoutPaused.class);
        bed.command(new RoomCommand.StopPlayout(callId, 1));
        bed.command(new RoomCommand.TakeInterruptions(callId, rules(false, 0, false)));
        play(callId, 2, 0, 440, 1500);
        bed.command(new RoomCommand.EndOfTurn(callId, 2));
        await().atMost(SOON).until(peer::hasSaidAll);
        peer.say(Tones.sine(300, 800, 8000)).say(new short[4000]);
        await().atMost(SOON)
                .until(() -> bed.events(callId, RoomEvent.PlayoutFinished.class).size() == 2);
        assertThat(bed.events(callId, RoomEvent.PlayoutPaused.class)).hasSize(1);
        assertThat(bed.events(callId, RoomEvent.BargeIn.class)).isEmpty();
    }

    private static BargeInRules rules(boolean enabled, int guardMs, boolean protectGreeting) {
        return new BargeInRules(
                enabled, 64, 600, guardMs, 0.5f, protectGreeting, 2000, BargeInRules.Resume.NEXT_CLAUSE);
    }

    @Test
    void whatOnlyBridgesAWaitFallsSilentWithoutAWordAndWaitsTillTheCallerIsDone() {
        CallId callId = bed.call(peer);
        play(callId, 1, RoomCommand.Play.FILLER, 440, 1500);
        await().atMost(SOON).until(() -> !lastAreSilent(1));
        peer.say(Tones.sine(300, 600, 8000)).say(new short[16_000]);
        bed.await1(callId, RoomEvent.SpeechStarted.class);
        await().atMost(SOON).until(() -> lastAreSilent(10));
        bed.await1(callId, RoomEvent.SpeechEnded.class);
        await().atMost(SOON).until(() -> !lastAreSilent(1));
        play(callId, 1, 0, 600, 200);
        bed.command(new RoomCommand.EndOfTurn(callId, 1));
        assertThat(bed.await1(callId, RoomEvent.PlayoutFinished.class).playedMs())
                .isEqualTo(200);
        assertThat(bed.story(callId))
                .containsExactly("SpeechStarted", "SpeechEnded", "PlayoutStarted", "PlayoutFinished");
    }

    @Test
    void aWaitingToneIsHeardAndNobodyIsTold() {
        CallId callId = bed.call(peer);
        bed.command(new RoomCommand.PlayWaitingTone(callId, 1));
        await().atMost(SOON).until(() -> peer.received().size() > 5 && !lastAreSilent(1));
        bed.command(new RoomCommand.StopPlayout(callId, 1));
        await().atMost(SOON).until(() -> lastAreSilent(10));
        int later = peer.received().size() + 140;
        await().atMost(SOON).until(() -> peer.received().size() > later);
        assertThat(lastAreSilent(130)).isTrue();
        assertThat(bed.story(callId)).isEmpty();
    }

    @Test
    void goesOnWithTheNextClauseWhichIsStillToCome() {
        CallId callId = bed.call(peer);
        play(callId, 1, 0, 440, 4000);
        bed.await1(callId, RoomEvent.PlayoutStarted.class);
        peer.say(new short[4000]).say(Tones.sine(300, 400, 8000)).say(new short[4000]);
        bed.await1(callId, RoomEvent.SpeechEnded.class);
        bed.command(new RoomCommand.ResumePlayout(callId, 1));
        play(callId, 1, 0, 440, 2000);
        bed.await1(callId, RoomEvent.PlayoutRanDry.class);
        assertThat(lastAreSilent(10)).isTrue();
        int from = peer.received().size();
        play(callId, 1, 1, 600, 1000);
        bed.command(new RoomCommand.EndOfTurn(callId, 1));
        assertThat(bed.await1(callId, RoomEvent.PlayoutFinished.class).playedMs())
                .isEqualTo(7000);
        assertThat(hears(600, from + 10, 30)).isTrue();
    }

    @Test
    void stopsAtTheWorkersWordAndSaysHowMuchWasPlayed() {
        CallId callId = bed.call(peer);
        bed.command(new RoomCommand.Play(callId, 3, 0, new Pcm(Tones.sine(440, 8000, 8000), 8000)));
        bed.command(new RoomCommand.EndOfTurn(callId, 3));
        bed.await1(callId, RoomEvent.PlayoutStarted.class);
        bed.command(new RoomCommand.StopPlayout(callId, 3));
        assertThat(bed.await1(callId, RoomEvent.PlayoutFinished.class).playedMs())
                .isLessThan(4000);
    }
}
