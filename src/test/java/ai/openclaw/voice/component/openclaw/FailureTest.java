package ai.openclaw.voice.component.openclaw;

import static ai.openclaw.voice.component.openclaw.BrainUnderTest.QUICK;
import static ai.openclaw.voice.component.openclaw.BrainUnderTest.all;
import static ai.openclaw.voice.component.openclaw.BrainUnderTest.clauses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {
    /** Token 16 is past the first comma of the answer about opening hours. */
    private static final int PAST_THE_FIRST_CLAUSE = 16;

    private static final String FIRST_CLAUSE = "We are open Monday to Friday from 8:30 AM to 6 PM,";

    private final BrainUnderTest test = new BrainUnderTest();
    private final CallId call = CallId.fresh();

    /** A cold JVM takes longer for its first request than the short deadlines of these tests. */
    @BeforeAll
    static void loadClasses() throws OpenClawException {
        try (BrainUnderTest first = new BrainUnderTest()) {
            all(first.ask(CallId.fresh(), "Hello"));
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    private OpenClawException askAndFail(Fault fault) {
        test.brain.faults().add(fault);
        return askAndFail();
    }

    private OpenClawException askAndFail() {
        return catchThrowableOfType(OpenClawException.class, () -> test.ask(call, "When are you open?"));
    }

    private Answer askAndHearFirstClause(Fault fault) throws OpenClawException {
        test.brain.faults().add(fault);
        Answer answer = test.ask(call, "When are you open?");
        assertThat(answer.next().text()).isEqualTo(FIRST_CLAUSE);
        return answer;
    }

    private void theBrainAnswersTheNextQuestion() throws OpenClawException {
        test.brain.faults().clear();
        assertThat(all(test.ask(call, "When are you open?"))).contains("Saturday");
    }

    @ParameterizedTest
    @CsvSource({
        "400,BAD_REQUEST,false",
        "401,UNAUTHORIZED,false",
        "403,UNAUTHORIZED,false",
        "404,BAD_REQUEST,false",
        "500,SERVER_ERROR,true",
        "502,SERVER_ERROR,true",
        "503,SERVER_ERROR,true"
    })
    void tellsStatusesApart(int status, Failure failure, boolean retryable) throws Exception {
        OpenClawException e = askAndFail(Fault.status(status).text("the upstream said something"));

        assertThat(e.failure()).isEqualTo(failure);
        assertThat(e.isRetryable()).isEqualTo(retryable);
        assertThat(e instanceof RetryableOpenClawException).isEqualTo(retryable);
        assertThat(e).hasMessageContaining(failure.code()).hasMessageNotContaining("upstream");
        theBrainAnswersTheNextQuestion();
    }

    @Test
    void aWrongTokenIsNotRetried() {
        try (BrainUnderTest guarded = new BrainUnderTest(QUICK.withToken("right"))) {
            guarded.options().setToken("wrong");
            assertThat(catchThrowableOfType(OpenClawException.class, () -> guarded.ask(call, "Hello"))
                            .failure())
                    .isEqualTo(Failure.UNAUTHORIZED);
        }
    }

    @Test
    void anUnknownAgentIsABadRequest() {
        try (BrainUnderTest choosy = new BrainUnderTest(QUICK.withAgents("main", "voice"))) {
            OpenClawException e = catchThrowableOfType(
                    OpenClawException.class, () -> choosy.ask("openclaw:nope", call, "Hello", Map.of()));
            assertThat(e.failure()).isEqualTo(Failure.BAD_REQUEST);
            assertThat(e.isRetryable()).isFalse();
        }
    }

    @Test
    void aBrainThatIsNotThereIsUnreachable() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            test.options().setBaseUrl("http://127.0.0.1:" + taken.getLocalPort());
        }
        OpenClawException e = askAndFail();
        assertThat(e.failure()).isEqualTo(Failure.UNREACHABLE);
        assertThat(e.isRetryable()).isTrue();
    }

    @Test
    void theFirstTokensDeadlineIsNotMetByStatusAndRoleChunk() throws Exception {
        test.options().setFirstTokenTimeoutMs(500);

        OpenClawException e = askAndFail(Fault.of(Kind.HANG));
        assertThat(e.failure()).isEqualTo(Failure.FIRST_TOKEN_TIMEOUT);
        assertThat(e.isRetryable()).isTrue();
        await().until(() -> test.brain.counters().aborted() == 1);
        theBrainAnswersTheNextQuestion();
    }

    @Test
    void theFirstTokensDeadlineRunsWhileNothingComesAtAll() {
        test.options().setFirstTokenTimeoutMs(500);

        assertThat(askAndFail(Fault.of(Kind.HANG).afterTokens(-1)).failure()).isEqualTo(Failure.FIRST_TOKEN_TIMEOUT);
        await().until(() -> test.brain.counters().aborted() == 1);
    }

    @Test
    void aLateFirstTokenIsTooLate() {
        test.options().setFirstTokenTimeoutMs(500);

        assertThat(askAndFail(Fault.of(Kind.DELAY).delayMs(60_000)).failure()).isEqualTo(Failure.FIRST_TOKEN_TIMEOUT);
    }

    @Test
    void aLateFirstTokenWithinTheDeadlineIsFine() throws Exception {
        test.brain.faults().add(Fault.of(Kind.DELAY).delayMs(200));
        assertThat(all(test.ask(call, "When are you open?"))).contains("Saturday");
    }

    @Test
    void anEmptyStreamIsAFailure() throws Exception {
        OpenClawException e = askAndFail(Fault.of(Kind.EMPTY));
        assertThat(e.failure()).isEqualTo(Failure.EMPTY_STREAM);
        assertThat(e.isRetryable()).isTrue();
        theBrainAnswersTheNextQuestion();
    }

    @Test
    void aLockedSessionShowsAsAnEmptyStreamAfterAWhile() {
        assertThat(askAndFail(Fault.of(Kind.LOCKED).delayMs(107)).failure()).isEqualTo(Failure.EMPTY_STREAM);
    }

    @Test
    void aLockedSessionIsNamedWhereTheErrorNamesIt() {
        assertThat(askAndFail(Fault.of(Kind.ERROR_OBJECT).text("session file locked (timeout 10000ms)"))
                        .failure())
                .isEqualTo(Failure.SESSION_LOCKED);
        test.brain.faults().clear();
        assertThat(askAndFail(Fault.status(500).text("session file locked (timeout 10000ms)"))
                        .failure())
                .isEqualTo(Failure.SESSION_LOCKED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP 500: upstream provider error, try again.",
                "HTTP 503 Service Unavailable",
                "⚠️ API rate limit reached. Please try again later.",
                "⚠️ Agent failed before reply: session file locked (timeout 10000ms): pid=1.",
                "**⚠️ Something went wrong.**",
                "No response from OpenClaw.",
                "internal error",
                "The session file locked, so there is no answer.",
                "{\"error\":{\"message\":\"Unauthorized\",\"type\":\"unauthorized\"}}",
                "> `HTTP 502`: bad gateway"
            })
    void anErrorsTextIsNeverTheAnswer(String text) throws Exception {
        // Tokens of the demo brain are five characters at the most, so each of these comes in pieces.
        OpenClawException e = askAndFail(Fault.of(Kind.ERROR_TEXT).text(text));

        assertThat(e.failure()).isEqualTo(Failure.ERROR_TEXT);
        assertThat(e.isRetryable()).isTrue();
        assertThat(e).hasMessageNotContaining(text.substring(0, 8)).hasNoCause();
        theBrainAnswersTheNextQuestion();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP 500: upstream provider error", "⚠️ API rate limit reached.", "internal error"})
    void anErrorsTextAfterAGoodClauseEndsTheAnswer(String text) throws Exception {
        Answer answer =
                askAndHearFirstClause(Fault.of(Kind.ERROR_TEXT).text(text).afterTokens(PAST_THE_FIRST_CLAUSE - 2));

        assertThat(clauses(answer)).isEmpty();
        assertThat(answer.failure()).contains(Failure.ERROR_TEXT);
    }

    @Test
    void anErrorObjectInTheStreamIsAFailure() throws Exception {
        OpenClawException e = askAndFail(Fault.of(Kind.ERROR_OBJECT));
        assertThat(e.failure()).isEqualTo(Failure.UPSTREAM_ERROR);
        assertThat(e).hasMessageNotContaining("provider");
        theBrainAnswersTheNextQuestion();
    }

    @Test
    void anErrorObjectAfterTheFirstClauseEndsTheAnswer() throws Exception {
        Answer answer = askAndHearFirstClause(Fault.of(Kind.ERROR_OBJECT).afterTokens(PAST_THE_FIRST_CLAUSE));
        assertThat(clauses(answer)).isEmpty();
        assertThat(answer.failure()).contains(Failure.UPSTREAM_ERROR);
    }

    @Test
    void aConnectionDroppedWithoutAReplyIsUnreachable() {
        assertThat(askAndFail(Fault.of(Kind.DROP).afterTokens(-1)).failure()).isEqualTo(Failure.UNREACHABLE);
        assertThat(test.brain.counters().questions()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"DROP", "CUT"})
    void aStreamThatBreaksBeforeTheFirstClauseThrows(Kind kind) throws Exception {
        for (int tokens : List.of(0, 1, 5)) {
            OpenClawException e = askAndFail(Fault.of(kind).afterTokens(tokens));
            assertThat(e.failure()).isEqualTo(Failure.BROKEN_OFF);
            assertThat(e.isRetryable()).isTrue();
        }
        theBrainAnswersTheNextQuestion();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"DROP", "CUT"})
    void aStreamThatBreaksLaterEndsAfterTheLastWholeClause(Kind kind) throws Exception {
        Answer answer = askAndHearFirstClause(Fault.of(kind).afterTokens(PAST_THE_FIRST_CLAUSE + 2));

        assertThat(clauses(answer)).isEmpty();
        assertThat(answer.failure()).contains(Failure.BROKEN_OFF);
        theBrainAnswersTheNextQuestion();
    }

    @Test
    void aStreamThatStallsBeforeTheFirstClauseThrows() {
        test.options().setTokenGapTimeoutMs(200);
        OpenClawException e = askAndFail(Fault.of(Kind.HANG).afterTokens(2));
        assertThat(e.failure()).isEqualTo(Failure.STALLED);
        assertThat(e.isRetryable()).isTrue();
    }

    @Test
    void aStreamThatStallsLaterEndsTheAnswer() throws Exception {
        test.options().setTokenGapTimeoutMs(200);
        Answer answer = askAndHearFirstClause(Fault.of(Kind.HANG).afterTokens(PAST_THE_FIRST_CLAUSE));

        assertThat(clauses(answer)).isEmpty();
        assertThat(answer.failure()).contains(Failure.STALLED);
        await().until(() -> test.brain.counters().aborted() == 1);
    }

    @Test
    void anAnswerThatTricklesHasATotalDeadline() {
        test.options().setTotalTimeoutMs(400);
        assertThat(askAndFail(Fault.of(Kind.SLOW).delayMs(100)).failure()).isEqualTo(Failure.TOO_LONG);
        await().until(() -> test.brain.counters().aborted() == 1);
    }

    @Test
    void eventsThatAreNoJsonAreGarbled() throws Exception {
        OpenClawException e = askAndFail(Fault.of(Kind.GARBAGE));
        assertThat(e.failure()).isEqualTo(Failure.GARBLED);
        assertThat(e).hasNoCause();
        theBrainAnswersTheNextQuestion();
    }

    @Test
    void aHugeAnswerIsCutOff() throws Exception {
        test.options().setMaxAnswerCharacters(2000);
        test.brain.faults().add(Fault.of(Kind.HUGE));
        Answer answer = test.ask(call, "Tell me everything");

        assertThat(all(answer)).hasSizeBetween(1900, 2100);
        assertThat(answer.failure()).contains(Failure.TOO_LONG);
        theBrainAnswersTheNextQuestion();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"EMOJI", "MARKDOWN", "TOOLS"})
    void anAnswerWithoutAWordIsNotRetried(Kind kind) throws Exception {
        OpenClawException e = askAndFail(Fault.of(kind));
        assertThat(e.failure()).isEqualTo(Failure.NOTHING_TO_SAY);
        assertThat(e.isRetryable()).isFalse();
        theBrainAnswersTheNextQuestion();
    }

    @Test
    void aFailureThatIsOverLeavesNoTrace() throws Exception {
        for (Kind kind : List.of(Kind.EMPTY, Kind.DROP, Kind.GARBAGE, Kind.ERROR_OBJECT, Kind.ERROR_TEXT, Kind.CUT)) {
            test.brain.faults().add(Fault.of(kind).times(1));
            assertThat(askAndFail()).as(kind.word()).isNotNull();
            assertThat(all(test.ask(call, "When are you open?")))
                    .as(kind.word())
                    .contains("Saturday");
        }
    }
}
