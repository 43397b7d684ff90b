package ai.openclaw.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks of one call run one after the other, also when one of them goes on after it has returned. */
class SerialExecutorTest {
    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final SerialExecutor serial = new SerialExecutor(pool, CallId.fresh());
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    private void awaitRan(String... tasks) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(ran)
                .containsExactly(tasks));
    }

    @Test
    void whatComesAfterATaskThatGoesOnWaitsAndHoldsNoThread() {
        AtomicReference<Runnable> done = new AtomicReference<>();
        serial.executeUntilDone(whenDone -> {
            ran.add("long");
            done.set(whenDone);
        });
        serial.execute(() -> ran.add("next"));
        awaitRan("long");
        SerialExecutor another = new SerialExecutor(pool, CallId.fresh());
        another.execute(() -> another.execute(() -> ran.add("of another call")));
        awaitRan("long", "of another call");

        done.get().run();
        done.get().run();

        awaitRan("long", "of another call", "next");
        serial.execute(() -> ran.add("last"));
        awaitRan("long", "of another call", "next", "last");
    }

    @Test
    void aTaskThatIsDoneAtOnceKeepsNobodyWaiting() {
        serial.executeUntilDone(Runnable::run);
        serial.execute(() -> ran.add("next"));
        awaitRan("next");
    }

    @Test
    void aTaskThatFailsIsDone() {
        serial.executeUntilDone(whenDone -> {
            throw new IllegalStateException("broken");
        });
        serial.execute(() -> ran.add("next"));
        awaitRan("next");
    }
}
