package ai.openclaw.voice.component.rtp.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.link.RoomEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final MediaCounters counters = new MediaCounters();
    private final CallId callId = CallId.fresh();
    private final List<Integer> got = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private EventQueue queue(boolean blocked) {
        return new EventQueue(
                callId,
                executor,
                event -> {
                    if (blocked) {
                        awaitGate();
                    }
                    got.add(event instanceof RoomEvent.PlayoutStarted started ? started.turnId() : -1);
                    if (got.size() % 150 == 0) {
                        throw new IllegalStateException("a consumer that fails now and then");
                    }
                },
                counters);
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void handsOnInOrderWhoeverFails() {
        EventQueue queue = queue(false);
        IntStream.range(0, 500).forEach(i -> queue.add(new RoomEvent.PlayoutStarted(callId, i)));
        await().atMost(Duration.ofSeconds(30)).until(() -> got.size() == 500);
        assertThat(got).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void dropsSpeechAndNothingElseForAConsumerThatHangs() {
        EventQueue queue = queue(true);
        for (int i = 0; i < 1200; i++) {
            queue.add(new RoomEvent.SpeechChunk(callId, new Pcm(new short[0], 8000)));
        }
        queue.add(new RoomEvent.PlayoutStarted(callId, 42));
        assertThat(counters.eventsDropped.sum()).isBetween(198L, 200L);
        gate.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> got.contains(42));
    }

    @Test
    void nothingFollowsTheClose() {
        EventQueue queue = queue(true);
        IntStream.range(0, 10).forEach(i -> queue.add(new RoomEvent.PlayoutStarted(callId, i)));
        executor.execute(gate::countDown);
        queue.close();
        int before = got.size();
        queue.add(new RoomEvent.PlayoutStarted(callId, 11));
        assertThat(before).isLessThanOrEqualTo(1);
        assertThat(got).hasSize(before);
    }
}
