package ai.openclaw.voice.component.openclaw;

import static ai.openclaw.voice.component.openclaw.BrainUnderTest.all;
import static ai.openclaw.voice.component.openclaw.BrainUnderTest.clauses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelTest {
    private final BrainUnderTest test = new BrainUnderTest();
    private final CallId call = CallId.fresh();
    private final Turn turn = new Turn(call, 1);

    @AfterEach
    void close() {
        test.close();
    }

    private CompletableFuture<OpenClawException> asking() {
        return CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(OpenClawException.class, () -> test.ask(turn, "When are you open?")));
    }

    @Test
    void aTurnThatIsCancelledBeforeTheFirstTokenClosesTheConnection() throws Exception {
        test.brain.faults().add(Fault.of(Kind.HANG).times(1));
        CompletableFuture<OpenClawException> asking = asking();
        await().until(() -> test.brain.counters().questions().size() == 1);
        turn.cancel();

        OpenClawException e = asking.get(30, TimeUnit.SECONDS);
        assertThat(e.failure()).isEqualTo(Failure.CANCELLED);
        assertThat(e.isRetryable()).isFalse();
        await().until(() -> test.brain.counters().aborted() == 1);
    }

    @Test
    void aTurnThatIsCancelledBeforeTheReplysHeadClosesTheConnection() throws Exception {
        test.brain.faults().add(Fault.of(Kind.HANG).afterTokens(-1).times(1));
        CompletableFuture<OpenClawException> asking = asking();
        await().until(() -> test.brain.counters().questions().size() == 1);
        turn.cancel();

        assertThat(asking.get(30, TimeUnit.SECONDS).failure()).isEqualTo(Failure.CANCELLED);
        await().until(() -> test.brain.counters().aborted() == 1);
    }

    @Test
    void aTurnThatIsCancelledInMidAnswerEndsItAndTheNextTurnWorksAtOnce() throws Exception {
        test.brain.faults().add(Fault.of(Kind.HANG).afterTokens(16).times(1));
        Answer answer = test.ask(turn, "When are you open?");
        answer.next();
        CompletableFuture<Speakable> more = CompletableFuture.supplyAsync(answer::next);
        turn.cancel();

        assertThat(more.get(30, TimeUnit.SECONDS)).isNull();
        assertThat(answer.hasNext()).isFalse();
        assertThat(answer.failure()).contains(Failure.CANCELLED);
        await().until(() -> test.brain.counters().aborted() == 1);
        assertThat(all(test.ask(new Turn(call, 2), "And on Sunday?"))).contains("Sunday we are closed");
    }

    @Test
    void clausesThatWereCutAlreadyAreStaleAfterACancel() throws Exception {
        Answer answer = test.ask(turn, "When are you open?");
        assertThat(answer.hasNext()).isTrue();
        turn.cancel();
        assertThat(clauses(answer)).isEmpty();
    }

    @Test
    void aTurnThatIsOverAlreadyAsksNothing() {
        turn.cancel();
        OpenClawException e = catchThrowableOfType(OpenClawException.class, () -> test.ask(turn, "When are you open?"));
        assertThat(e.failure()).isEqualTo(Failure.CANCELLED);
        assertThat(test.brain.counters().requests()).isZero();
    }

    @Test
    void cancellingAnAnsweredTurnHarmsNobodyElse() throws Exception {
        assertThat(all(test.ask(turn, "When are you open?"))).contains("Saturday");
        // The pooled connection now carries another call's answer.
        Answer other = test.ask(CallId.fresh(), "What does it cost?");
        turn.cancel();

        assertThat(all(other)).contains("$45.50");
        assertThat(other.failure()).isEmpty();
        assertThat(test.brain.counters().connections()).isEqualTo(1);
        assertThat(test.brain.counters().aborted()).isZero();
    }

    @Test
    void closingTheAnswerIsWhatStopsTheModel() throws Exception {
        test.brain.faults().add(Fault.of(Kind.SLOW).delayMs(20).times(1));
        try (Answer answer = test.ask(call, "When are you open?")) {
            assertThat(answer.hasNext()).isTrue();
        }
        await().until(() -> test.brain.counters().aborted() == 1);
    }
}
