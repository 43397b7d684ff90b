package ai.openclaw.voice.component.openclaw;

import static ai.openclaw.voice.component.openclaw.BrainUnderTest.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.demo.brain.Fault;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final BrainUnderTest test = new BrainUnderTest();
    private final CallId call = CallId.fresh();

    @AfterEach
    void close() {
        test.close();
    }

    private OpenClawException askAndFail(String uri) {
        return catchThrowableOfType(OpenClawException.class, () -> test.ask(uri, call, "Hello", Map.of()));
    }

    @Test
    void aShortRestIsWaitedForByTheRetry() throws Exception {
        test.brain.faults().add(Fault.status(429).retryAfterSeconds(1).times(1));
        long start = System.nanoTime();
        OpenClawException e = askAndFail("openclaw:voice");
        assertThat(e).isInstanceOf(RetryableOpenClawException.class);
        assertThat(e.failure()).isEqualTo(Failure.RATE_LIMITED);
        assertThat(e.retryAfterMs()).isEqualTo(1000);

        assertThat(all(test.ask(call, "Hello"))).contains("Harbour Street");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
        assertThat(test.brain.counters().questions()).hasSize(2);
    }

    @Test
    void aLongRestFailsAtOnceForEveryCallWithoutTouchingTheBrain() {
        test.brain.faults().add(Fault.status(429).retryAfterSeconds(30).times(1));
        OpenClawException first = askAndFail("openclaw:voice");
        assertThat(first.isRetryable()).isFalse();
        assertThat(first.retryAfterMs()).isEqualTo(30_000);

        OpenClawException second = askAndFail("openclaw:sales");
        assertThat(second.failure()).isEqualTo(Failure.RATE_LIMITED);
        assertThat(second.isRetryable()).isFalse();
        assertThat(second.retryAfterMs()).isBetween(1L, 30_000L);
        assertThat(test.brain.counters().questions()).hasSize(1);
    }

    @Test
    void aCallerWhoHangsUpDoesNotWaitForTheRest() throws Exception {
        test.options().setMaxRetryAfterMs(60_000);
        test.brain.faults().add(Fault.status(429).retryAfterSeconds(60).times(1));
        askAndFail("openclaw:voice");
        Turn turn = new Turn(call, 1);
        CompletableFuture<OpenClawException> asking = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(OpenClawException.class, () -> test.ask(turn, "Hello")));
        turn.cancel();

        assertThat(asking.get(30, TimeUnit.SECONDS).failure()).isEqualTo(Failure.CANCELLED);
        assertThat(test.brain.counters().questions()).hasSize(1);
    }

    @Test
    void readsTheRestFromTheTextWhereThereIsNoHeader() {
        test.brain.faults().add(Fault.status(429).retryAfterSeconds(-1).text("Too many requests. Retry-After: 17"));
        assertThat(askAndFail("openclaw:voice").retryAfterMs()).isEqualTo(17_000);
    }

    @Test
    void readsTheRestFromADate() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(2));
            exchange.getResponseHeaders().set("Retry-After", date);
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        server.start();
        try {
            test.options().setBaseUrl("http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(askAndFail("openclaw:voice").retryAfterMs()).isBetween(100_000L, 120_000L);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aGateOpensByItself() {
        RateGate gate = new RateGate();
        gate.shutFor(50);
        assertThat(gate.shutMs()).isBetween(1L, 50L);
        await().until(() -> gate.shutMs() == 0);
    }
}
