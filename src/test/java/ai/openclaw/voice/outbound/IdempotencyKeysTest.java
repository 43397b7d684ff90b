package ai.openclaw.voice.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {
    private static final int PATIENCE_S = 30;

    private final IdempotencyKeys<String> keys = new IdempotencyKeys<>(Clock.systemUTC());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aSlowRequestHoldsUpThoseWithItsKeyAndNoOthers() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> result = new CompletableFuture<>();
        Future<IdempotencyKeys.Answer<String>> slow = threads.submit(() -> keys.once("one", "body", () -> {
            begun.countDown();
            return result.get();
        }));
        assertThat(begun.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        Future<IdempotencyKeys.Answer<String>> again = threads.submit(() -> keys.once("one", "body", () -> "twice"));

        Future<IdempotencyKeys.Answer<String>> other = threads.submit(() -> keys.once("two", "body", () -> "other"));
        assertThat(other.get(PATIENCE_S, TimeUnit.SECONDS).value()).isEqualTo("other");
        assertThatThrownBy(() -> keys.once("one", "another body", () -> "twice"))
                .isInstanceOf(IdempotencyKeys.ConflictException.class);
        assertThat(again.isDone()).isFalse();

        result.complete("once");
        assertThat(slow.get(PATIENCE_S, TimeUnit.SECONDS)).isEqualTo(new IdempotencyKeys.Answer<>("once", false));
        assertThat(again.get(PATIENCE_S, TimeUnit.SECONDS)).isEqualTo(new IdempotencyKeys.Answer<>("once", true));
    }

    @Test
    void whatFailedMayBeTriedAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> result = new CompletableFuture<>();
        Future<IdempotencyKeys.Answer<String>> failing = threads.submit(() -> keys.once("one", "body", () -> {
            begun.countDown();
            return result.get();
        }));
        assertThat(begun.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        Future<IdempotencyKeys.Answer<String>> waiting = threads.submit(() -> keys.once("one", "body", () -> "second"));

        result.completeExceptionally(new IllegalStateException("full"));

        assertThatThrownBy(() -> failing.get(PATIENCE_S, TimeUnit.SECONDS)).hasStackTraceContaining("full");
        assertThat(waiting.get(PATIENCE_S, TimeUnit.SECONDS)).isEqualTo(new IdempotencyKeys.Answer<>("second", false));
        assertThat(keys.once("one", "body", () -> "third").value()).isEqualTo("second");
        keys.forget("second");
        assertThat(keys.once("one", "body", () -> "third")).isEqualTo(new IdempotencyKeys.Answer<>("third", false));
    }
}
