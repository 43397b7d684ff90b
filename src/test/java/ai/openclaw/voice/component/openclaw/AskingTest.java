package ai.openclaw.voice.component.openclaw;

import static ai.openclaw.voice.component.openclaw.BrainUnderTest.all;
import static ai.openclaw.voice.component.openclaw.BrainUnderTest.clauses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Hands;
import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.demo.brain.RecordedRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskingTest {
    private final BrainUnderTest test = new BrainUnderTest();
    private final CallId call = CallId.fresh();

    @AfterEach
    void close() {
        test.close();
    }

    private JsonNode lastBody() throws Exception {
        List<RecordedRequest> questions = test.brain.counters().questions();
        return new ObjectMapper().readTree(questions.get(questions.size() - 1).body());
    }

    @Test
    void theDialledExtensionChoosesAgentAndPersonaUnlessTheRouteHas() throws Exception {
        Map<String, Object> own = Map.of(
                VoiceHeaders.PROFILE,
                new Profile(
                        "9001",
                        null,
                        Manners.DEFAULT,
                        "Be Anna.",
                        "anna",
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        Hands.DEFAULT));

        ask("openclaw:voice", own);
        ask("openclaw:sales?useProfile=false", own);
        Map<String, Object> more = new HashMap<>(own);
        more.put(OpenClawConstants.AGENT, "bert");
        more.put(OpenClawConstants.PERSONA, "Be Bert.");
        ask("openclaw:voice", more);

        var questions = test.brain.counters().questions();
        assertThat(questions.get(0).sessionKey()).startsWith("agent:anna:call-");
        assertThat(questions.get(0).body()).contains("openclaw/anna", "Be Anna.");
        assertThat(questions.get(1).sessionKey()).startsWith("agent:sales:call-");
        assertThat(questions.get(1).body()).doesNotContain("Be Anna.");
        assertThat(questions.get(2).sessionKey()).startsWith("agent:bert:call-");
        assertThat(questions.get(2).body()).contains("Be Bert.").doesNotContain("Be Anna.");
    }

    private void ask(String uri, Map<String, Object> headers) throws OpenClawException {
        BrainUnderTest.all(test.ask(uri, CallId.fresh(), "Hello?", headers));
    }

    @Test
    void answersClauseByClause() throws Exception {
        assertThat(clauses(test.ask(call, "When are you open?")))
                .containsExactly(
                        "We are open Monday to Friday from 8:30 AM to 6 PM,",
                        "and on Saturday from 9 AM to 12:30 PM.",
                        "On Sunday we are closed.");
    }

    @Test
    void sendsExactlyTheRequestOfTheContract() throws Exception {
        test.options().setToken("secret-token");
        test.options().setPersona("You are terse.");
        all(test.ask(call, " When are you open? "));

        RecordedRequest request = test.brain.counters().questions().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer secret-token")
                .containsEntry("x-openclaw-session-key", "agent:voice:call-" + call)
                .containsEntry("content-type", "application/json; charset=UTF-8")
                .doesNotContainKey("upgrade")
                .doesNotContainKey("cookie");
        assertThat(new ObjectMapper().readTree(request.body()))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                {"model":"openclaw/voice","stream":true,"messages":[
                                  {"role":"system","content":"You are terse."},
                                  {"role":"user","content":"When are you open?"}]}
                                """));
    }

    @Test
    void sendsOnlyTheLatestWordsAndTheBrainKeepsTheHistory() throws Exception {
        all(test.ask(call, "When are you open?"));
        assertThat(all(test.ask(call, "And on Sunday?"))).startsWith("On Sunday we are closed.");

        assertThat(lastBody().path("messages")).hasSize(2);
        assertThat(lastBody().toString()).doesNotContain("When are you open?");
        assertThat(lastBody().path("messages").path(1).path("content").asText()).isEqualTo("And on Sunday?");
    }

    @Test
    void takesPersonaAndContextOfOneQuestionFromItsHeaders() throws Exception {
        Map<String, Object> headers = Map.of(
                OpenClawConstants.PERSONA, "You are a pirate.",
                OpenClawConstants.CONTEXT, "The caller heard only: We are open.");
        all(test.ask("openclaw:voice", call, "Hello", headers));

        JsonNode messages = lastBody().path("messages");
        assertThat(messages).hasSize(2);
        assertThat(messages.path(0).path("role").asText()).isEqualTo("system");
        assertThat(messages.path(0).path("content").asText())
                .isEqualTo("You are a pirate.\n\nThe caller heard only: We are open.");
    }

    @Test
    void scopesTheSessionKeyToTheAgent() throws Exception {
        all(test.ask("openclaw:sales", call, "Hello", Map.of()));

        assertThat(test.brain.counters().questions().get(0).sessionKey()).isEqualTo("agent:sales:call-" + call);
        assertThat(lastBody().path("model").asText()).isEqualTo("openclaw/sales");
    }

    @Test
    void returnsWithTheFirstClauseWhileTheRestIsStillBeingThought() throws Exception {
        test.brain
                .faults()
                .add(ai.openclaw.voice.demo.brain.Fault.of(ai.openclaw.voice.demo.brain.Fault.Kind.HANG)
                        .afterTokens(16));

        try (Answer answer = test.ask(call, "When are you open?")) {
            assertThat(answer.next().text()).startsWith("We are open Monday");
        }
        await().until(() -> test.brain.counters().aborted() == 1);
    }

    @Test
    void marksTheTurnsTimings() throws Exception {
        Turn turn = new Turn(call, 1);
        Exchange exchange =
                test.exchange("openclaw:voice", call, "Hello", Map.of(ai.openclaw.voice.call.VoiceHeaders.TURN, turn));

        assertThat(turn.timings().msBetween(Stage.ASKED, Stage.FIRST_TOKEN)).isPresent();
        assertThat(turn.timings().msBetween(Stage.FIRST_TOKEN, Stage.FIRST_CLAUSE))
                .isPresent();
        assertThat(exchange.getMessage().getHeader(OpenClawConstants.FIRST_TOKEN_MS, Long.class))
                .isGreaterThanOrEqualTo(5);
        exchange.getMessage().getBody(Answer.class).close();
    }

    @Test
    void keepsTwentyConcurrentCallsApart() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            List<Future<String>> second = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String mine = "my secret word is number " + i;
                second.add(callers.submit(() -> {
                    CallId own = CallId.fresh();
                    all(test.ask(own, mine));
                    return all(test.ask(own, "What did I say before?"));
                }));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(second.get(i).get()).isEqualTo("Before that you said: my secret word is number " + i + ".");
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(test.brain.counters().aborted()).isZero();
    }

    @Test
    void aSecondTurnOfACallWaitsForTheFirst() throws Exception {
        Answer first = test.ask(call, "When are you open?");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<String> second = other.submit(() -> all(test.ask(call, "And on Sunday?")));
            assertThat(all(first)).contains("Saturday");
            assertThat(second.get()).contains("Sunday we are closed");
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void refusesABlankQuestionAndAMissingOrMalformedCallId() {
        assertThatThrownBy(() -> test.ask(call, "  \n")).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> test.template.requestBody("openclaw:voice", "Hello"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasStackTraceContaining("CamelVoiceCallId");
        assertThatThrownBy(() -> test.template.requestBodyAndHeader(
                        "openclaw:voice", "Hello", ai.openclaw.voice.call.VoiceHeaders.CALL_ID, "x\r\nEvil: 1"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(test.brain.counters().requests()).isZero();
    }

    @Test
    void refusesOptionsThatCannotWork() {
        for (String uri : List.of(
                "openclaw:a:b",
                "openclaw:voice?baseUrl=ftp://x",
                "openclaw:voice?firstTokenTimeoutMs=0",
                "openclaw:voice?dialect=telepathy",
                "openclaw:voice?noSuchOption=1")) {
            assertThatThrownBy(() -> test.camel.getEndpoint(uri)).as(uri).isInstanceOf(Exception.class);
        }
    }
}
