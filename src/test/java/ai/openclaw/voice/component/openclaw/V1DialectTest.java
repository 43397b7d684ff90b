package ai.openclaw.voice.component.openclaw;

import static ai.openclaw.voice.component.openclaw.BrainUnderTest.all;
import static ai.openclaw.voice.component.openclaw.BrainUnderTest.clauses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import ai.openclaw.voice.demo.brain.RecordedRequest;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V1DialectTest {
    private final BrainUnderTest test = new BrainUnderTest();
    private final CallId call = CallId.fresh();

    @BeforeEach
    void speakV1() {
        test.options().setDialect(Dialect.v1);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private OpenClawException askAndFail(Fault fault) {
        test.brain.faults().clear();
        test.brain.faults().add(fault);
        return catchThrowableOfType(OpenClawException.class, () -> test.ask(call, "When are you open?"));
    }

    @Test
    void sendsPromptCallIdAndPersona() throws Exception {
        test.options().setPersona("You are terse.");
        assertThat(clauses(test.ask(call, "When are you open?")))
                .hasSize(3)
                .first()
                .asString()
                .contains("8:30 AM");

        RecordedRequest request = test.brain.counters().questions().get(0);
        assertThat(request.path()).isEqualTo("/ask");
        assertThat(new ObjectMapper().readTree(request.body()))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"prompt\":\"When are you open?\",\"callId\":\"call-" + call
                                + "\",\"devicePrompt\":\"You are terse.\"}"));
    }

    @Test
    void keepsACallsHistoryAtTheBridge() throws Exception {
        all(test.ask(call, "When are you open?"));
        assertThat(all(test.ask(call, "And on Sunday?"))).startsWith("On Sunday we are closed.");
        assertThat(all(test.ask(CallId.fresh(), "What did I say before?"))).contains("not asked me anything");
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR_OBJECT,UPSTREAM_ERROR",
        "ERROR_TEXT,ERROR_TEXT",
        "EMPTY,EMPTY_STREAM",
        "GARBAGE,GARBLED",
        "DROP,UNREACHABLE",
        "EMOJI,NOTHING_TO_SAY",
        "MARKDOWN,NOTHING_TO_SAY"
    })
    void tellsFailuresApart(Kind kind, Failure failure) {
        assertThat(askAndFail(Fault.of(kind)).failure()).isEqualTo(failure);
    }

    @Test
    void aFailureCanHideBehindStatus200() {
        OpenClawException e =
                askAndFail(Fault.of(Kind.ERROR_OBJECT).text("OpenClaw failed: session file locked (timeout 10000ms)"));
        assertThat(e.failure()).isEqualTo(Failure.SESSION_LOCKED);
        assertThat(e).hasMessageNotContaining("timeout 10000ms").isInstanceOf(RetryableOpenClawException.class);
    }

    @Test
    void theCommandLinesLockIsNamedByTheBridge() {
        assertThat(askAndFail(Fault.of(Kind.LOCKED).delayMs(135)).failure()).isEqualTo(Failure.SESSION_LOCKED);
    }

    @ParameterizedTest
    @CsvSource({"400,BAD_REQUEST", "500,SERVER_ERROR", "503,SERVER_ERROR"})
    void tellsStatusesApart(int status, Failure failure) {
        assertThat(askAndFail(Fault.status(status)).failure()).isEqualTo(failure);
    }

    @Test
    void theWholeAnswerHasTheDeadlineBecauseNothingIsStreamed() throws Exception {
        test.options().setFirstTokenTimeoutMs(50);
        test.brain.faults().add(Fault.of(Kind.DELAY).delayMs(300).times(1));
        assertThat(all(test.ask(call, "When are you open?"))).contains("Saturday");

        test.brain.faults().add(Fault.of(Kind.HANG));
        OpenClawException e = catchThrowableOfType(
                OpenClawException.class,
                () -> test.ask("openclaw:voice?v1TimeoutMs=200", call, "When are you open?", Map.of()));
        assertThat(e.failure()).isEqualTo(Failure.FIRST_TOKEN_TIMEOUT);
        assertThat(e).hasMessageContaining("200 ms");
        await().until(() -> test.brain.counters().aborted() == 1);
    }

    @Test
    void cancellingATurnClosesTheConnection() throws Exception {
        test.brain.faults().add(Fault.of(Kind.HANG).times(1));
        Turn turn = new Turn(call, 1);
        CompletableFuture<OpenClawException> asking = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(OpenClawException.class, () -> test.ask(turn, "When are you open?")));
        await().until(() -> test.brain.counters().questions().size() == 1);
        turn.cancel();

        assertThat(asking.get(30, TimeUnit.SECONDS).failure()).isEqualTo(Failure.CANCELLED);
        await().until(() -> test.brain.counters().aborted() == 1);
    }

    @Test
    void isNotWarmedUpBecauseThereIsNothingToWarm() throws Exception {
        test.options().setWarmUp(true);
        all(test.ask(call, "When are you open?"));
        assertThat(test.brain.counters().questions()).hasSize(1);
    }
}
