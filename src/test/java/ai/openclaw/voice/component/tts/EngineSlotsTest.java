package ai.openclaw.voice.component.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** An engine is freed when nobody is at work in it, and nobody begins any more. */
class EngineSlotsTest {
    private final EngineSlots slots = new EngineSlots("engine", 2, 50);

    @Test
    void closingWaitsForWhatIsUnderWay() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> work = run(() -> slots.in(() -> {
            atWork.countDown();
            await(closing);
            done.set(true);
            return null;
        }));
        await(atWork);

        CompletableFuture<Void> closed = run(() -> {
            closing.countDown();
            assertThat(slots.close()).isTrue();
            assertThat(done).isTrue();
            return null;
        });

        closed.get(30, TimeUnit.SECONDS);
        work.get(30, TimeUnit.SECONDS);
        assertThatThrownBy(() -> slots.in(() -> "more")).isInstanceOf(TtsException.class);
    }

    private static CompletableFuture<Void> run(Callable<?> task) {
        return CompletableFuture.runAsync(() -> {
            try {
                task.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void await(CountDownLatch event) {
        try {
            assertThat(event.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
