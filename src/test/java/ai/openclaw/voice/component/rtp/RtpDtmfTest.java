package ai.openclaw.voice.component.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.RtpPeer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys, over real UDP. */
class RtpDtmfTest extends RtpTest {
    @Test
    void hearsEachKeyOnce() {
        CallId callId = bed.call(peer);
        bed.open(callId, peer.offer());
        peer.press(5);
        await().atMost(SOON)
                .until(() -> bed.events(callId, RoomEvent.Dtmf.class).size() == 1);
        peer.press(11);
        await().atMost(SOON)
                .until(() -> bed.events(callId, RoomEvent.Dtmf.class).size() == 2);
        await().atMost(SOON).until(() -> bed.component.statistics(callId).packetsReceived() > 60);
        assertThat(bed.events(callId, RoomEvent.Dtmf.class))
                .extracting(RoomEvent.Dtmf::digit)
                .containsExactly('5', '#');
    }

    @Test
    void pressesKeysAsEventsWithOneTimestampEach() {
        CallId callId = bed.call(peer);
        bed.command(new RoomCommand.SendDtmf(callId, "1#"));
        await().atMost(SOON).until(() -> events(101).size() == 16);
        List<RtpPeer.Received> events = events(101);
        assertThat(events)
                .extracting(RtpPeer.Received::timestamp)
                .matches(t -> t.stream().distinct().count() == 2);
        assertThat(events).extracting(packet -> (int) packet.payload()[0]).containsOnly(1, 11);
        assertThat(events.stream().filter(RtpPeer.Received::marker)).hasSize(2);
        assertThat(events.stream().filter(packet -> packet.payload()[1] < 0)).hasSize(6);
        assertThat(bed.open(callId, peer.offer()).getException()).isNull();
    }

    private List<RtpPeer.Received> events(int payloadType) {
        return peer.received().stream()
                .filter(packet -> packet.payloadType() == payloadType)
                .toList();
    }
}
