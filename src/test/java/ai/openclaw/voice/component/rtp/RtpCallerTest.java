package ai.openclaw.voice.component.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.component.rtp.room.RoomStatistics;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.RtpPeer;
import ai.openclaw.voice.testkit.Tones;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Who the caller is on the network, and whether they are there, over real UDP. */
class RtpCallerTest extends RtpTest {
    @Test
    void ignoresForeignSourcesAndGarbageAndCountsThem() {
        CallId callId = bed.call(peer);
        await().atMost(SOON).until(() -> bed.component.statistics(callId).packetsReceived() > 5);
        int port = bed.component.statistics(callId).localPort();
        try (RtpPeer foreigner = new RtpPeer(G711.PCMU, "127.0.0.2");
                RtpPeer neighbour = new RtpPeer(G711.PCMU)) {
            for (int i = 0; i < 10; i++) {
                foreigner.sendRaw(foreigner.packet(i, i * 160), port);
                neighbour.sendRaw(neighbour.packet(i, i * 160), port);
            }
            byte[] wrongVersion = peer.packet(1, 1);
            wrongVersion[0] = 0x40;
            byte[] endlessPadding = peer.packet(1, 1);
            endlessPadding[0] = (byte) 0xA0;
            endlessPadding[endlessPadding.length - 1] = (byte) 0xFF;
            byte[] endlessExtension = peer.packet(1, 1);
            endlessExtension[0] = (byte) 0x9F;
            for (byte[] bytes : List.of(new byte[0], new byte[5], wrongVersion, endlessPadding, endlessExtension)) {
                peer.sendRaw(bytes, port);
            }
            await().atMost(SOON).until(() -> bed.component.statistics(callId).foreign() == 20);
            await().atMost(SOON).until(() -> bed.component.statistics(callId).garbage() >= 4);
            RoomStatistics before = bed.component.statistics(callId);
            assertThat(before.garbage()).isBetween(4L, 5L);
            assertThat(foreigner.received()).isEmpty();
            assertThat(neighbour.received()).isEmpty();
            await().atMost(SOON)
                    .until(() -> bed.component.statistics(callId).packetsReceived() > before.packetsReceived() + 5);
            assertThat(bed.component.counters().foreign.sum()).isEqualTo(20);
        }
    }

    @Test
    void takesACallerBehindANatOnceTheNamedAddressStaysAway() {
        CallId callId = CallId.fresh();
        String elsewhere = peer.offer().replace("c=IN IP4 127.0.0.1", "c=IN IP4 127.0.0.3");
        Exchange exchange = bed.open(callId, elsewhere);
        peer.start(RtpPeer.audioPort(exchange.getMessage().getBody(String.class)));
        await().atMost(SOON).until(() -> bed.component.statistics(callId).packetsReceived() > 5);
        assertThat(bed.component.statistics(callId).foreign()).isBetween(10L, 60L);
        await().atMost(SOON).until(() -> peer.received().size() > 5);
    }

    @Test
    void tellsOnceThatNoMediaEverCame() {
        CallId callId = CallId.fresh();
        bed.open(callId, peer.offer());
        assertThat(bed.await1(callId, RoomEvent.MediaLost.class).neverCame()).isTrue();
        await().atMost(SOON).until(() -> peer.received().size() > 100);
        assertThat(bed.events(callId, RoomEvent.MediaLost.class)).hasSize(1);
    }

    @Test
    void tellsThatTheCallerVanished() {
        CallId callId = bed.call(peer);
        await().atMost(SOON).until(() -> bed.component.statistics(callId).packetsReceived() > 5);
        peer.fallSilent();
        assertThat(bed.await1(callId, RoomEvent.MediaLost.class).neverCame()).isFalse();
    }

    @Test
    void waitsWhileOnHoldAndGoesOnAfterwards() {
        CallId callId = bed.call(peer);
        BargeInRules never = new BargeInRules(false, 64, 600, 300, 0.5f, false, 2000, BargeInRules.Resume.NEXT_CLAUSE);
        bed.command(new RoomCommand.TakeInterruptions(callId, never));
        bed.command(new RoomCommand.Play(callId, 1, 0, new Pcm(Tones.sine(440, 1500, 8000), 8000)));
        bed.command(new RoomCommand.EndOfTurn(callId, 1));
        bed.await1(callId, RoomEvent.PlayoutStarted.class);
        peer.say(Tones.sine(300, 250, 8000));
        bed.await1(callId, RoomEvent.SpeechStarted.class);
        Exchange held = bed.open(callId, peer.offer().replace("a=sendrecv", "a=sendonly"));
        assertThat(held.getMessage().getBody(String.class)).contains("a=recvonly");
        bed.await1(callId, RoomEvent.Held.class);
        // The exchange's music.
        peer.say(Tones.sine(500, 1000, 8000));
        await().atMost(SOON).until(peer::hasSaidAll);
        assertThat(bed.story(callId)).containsExactly("PlayoutStarted", "SpeechStarted", "SpeechEnded", "Held");
        bed.open(callId, peer.offer());
        assertThat(bed.await1(callId, RoomEvent.PlayoutFinished.class).playedMs())
                .isEqualTo(1500);
        assertThat(bed.story(callId)).endsWith("Held", "Retrieved", "PlayoutFinished");
        assertThat(peer.received())
                .allSatisfy(packet -> assertThat(packet.payload()).hasSize(160));
        int loud = 0;
        for (short sample : peer.heard()) {
            loud += Math.abs(sample) > 8000 ? 1 : 0;
        }
        assertThat(loud).as("two thirds of all that was to be said").isBetween(7600, 8100);
    }

    @Test
    void missesNoMediaWhileOnHold() {
        CallId callId = bed.call(peer);
        await().atMost(SOON).until(() -> bed.component.statistics(callId).packetsReceived() > 5);
        bed.open(callId, peer.offer().replace("c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0"));
        bed.await1(callId, RoomEvent.Held.class);
        for (String direction : List.of("inactive", "sendonly")) {
            Exchange held = bed.open(callId, peer.offer().replace("a=sendrecv", "a=" + direction));
            assertThat(held.getMessage().getBody(String.class))
                    .contains(direction.equals("inactive") ? "a=inactive" : "a=recvonly");
        }
        peer.fallSilent();
        int before = peer.received().size();
        Exchange resumed = awaitQuiet(callId);
        assertThat(resumed.getMessage().getBody(String.class)).contains("a=sendrecv");
        assertThat(peer.received().size() - before).isLessThan(10);
        bed.await1(callId, RoomEvent.Retrieved.class);
        assertThat(bed.story(callId)).containsExactly("Held", "Retrieved");
        long resumedAt = System.nanoTime();
        bed.await1(callId, RoomEvent.MediaLost.class);
        assertThat(System.nanoTime() - resumedAt).isGreaterThan(500_000_000L);
    }

    @Test
    void missesNoMediaFromWhoHoldsUsFromTheBeginningOrOnlyListens() {
        for (String direction : List.of("sendonly", "inactive", "recvonly")) {
            CallId callId = CallId.fresh();
            bed.open(callId, peer.offer().replace("a=sendrecv", "a=" + direction));
            // Longer than the 1.5 s that a caller's first packet is waited for.
            long end = System.nanoTime() + 2_000_000_000L;
            await().atMost(SOON).until(() -> System.nanoTime() - end > 0);
            assertThat(bed.events(callId, RoomEvent.MediaLost.class))
                    .as(direction)
                    .isEmpty();
            bed.open(callId, peer.offer());
            bed.await1(callId, RoomEvent.MediaLost.class);
        }
    }

    private Exchange awaitQuiet(CallId callId) {
        long end = System.nanoTime() + 1_200_000_000L;
        await().atMost(SOON).until(() -> System.nanoTime() - end > 0);
        return bed.open(callId, peer.offer());
    }
}
