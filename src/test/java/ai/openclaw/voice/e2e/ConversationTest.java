package ai.openclaw.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import ai.openclaw.voice.demo.brain.RecordedRequest;
import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.CallerOptions;
import ai.openclaw.voice.demo.caller.Codec;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import ai.openclaw.voice.demo.caller.Transport;
import ai.openclaw.voice.demo.caller.WordError;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.VoiceSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A human voice rings over real SIP and RTP, and what the caller hears is judged by a recogniser. */
class ConversationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BRAIN_DOWN =
            "I am sorry, I cannot find that out just now. Please try again in a moment.";

    private static VoiceSystem system;
    private static HumanSpeech human;

    @BeforeAll
    static void start() {
        human = HumanSpeech.required();
        system = VoiceSystem.patient("voice.phrases.greeting=Hello.");
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @AfterEach
    void mendTheBrain() {
        system.brain().faults().clear();
    }

    @ParameterizedTest
    @CsvSource({"UDP,PCMU", "UDP,PCMA", "TCP,PCMU"})
    void aHumanIsHeardAndHearsTheAnswer(Transport transport, Codec codec) throws Exception {
        HumanSpeech.Clip clip = human.clip("cannot-complete-as-dialed");
        int asked = system.brain().counters().questions().size();
        int records = system.recordsOnceQuiet();

        CallReport report = call(system.call("9001").over(transport).codecs(codec), clip);

        RecordedRequest question = system.brain().counters().questions().get(asked);
        String words = lastUserWords(question);
        assertThat(WordError.rate(clip.text(), words)).as("heard: %s", words).isLessThan(0.3);
        assertThat(report.turns()).hasSize(1);
        String answer = report.turns().get(0).answer();
        assertThat(WordError.overlap("I heard you say " + clip.text(), answer))
                .as("the caller heard: %s", answer)
                .isGreaterThan(0.6);
        assertThat(report.turns().get(0).responseMs()).isPositive();

        JsonNode record = system.awaitRecord(records + 1);
        assertThat(fieldsOf(record))
                .containsExactly(
                        "callId",
                        "direction",
                        "answerLatencyMs",
                        "sttLatencyMs",
                        "llmLatencyMs",
                        "ttsLatencyMs",
                        "bargeInCount",
                        "endReason",
                        "errors",
                        "sessionKey",
                        "extension",
                        "version",
                        "startedAt",
                        "durationMs",
                        "turns",
                        "turnLatencies",
                        "media");
        assertThat(record.get("turns").asInt()).isEqualTo(1);
        assertThat(record.get("turnLatencies").get(0).get("responseMs").asInt()).isPositive();
        assertThat(record.get("endReason").asText()).isEqualTo("caller-hangup");
        assertThat(record.get("errors")).isEmpty();
        assertThat(record.get("sessionKey").asText())
                .isEqualTo("call-" + record.get("callId").asText());
        assertThat(question.sessionKey())
                .isEqualTo("agent:voice:" + record.get("sessionKey").asText());
        assertThat(record.toString()).doesNotContain("dialed");
    }

    @Test
    void twoCallsAtOnceShareNothing() throws Exception {
        HumanSpeech.Clip one = human.clip("cannot-complete-as-dialed");
        HumanSpeech.Clip other = human.clip("agent-newlocation");
        int asked = system.brain().counters().questions().size();

        CompletableFuture<CallReport> first = inBackground(one);
        CompletableFuture<CallReport> second = inBackground(other);

        assertThat(WordError.overlap(
                        one.text(),
                        first.get(90, TimeUnit.SECONDS).turns().get(0).answer()))
                .isGreaterThan(0.5);
        assertThat(WordError.overlap(
                        other.text(),
                        second.get(90, TimeUnit.SECONDS).turns().get(0).answer()))
                .isGreaterThan(0.5);
        List<RecordedRequest> questions = system.brain().counters().questions();
        assertThat(questions.subList(asked, questions.size()).stream().map(RecordedRequest::sessionKey))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    static Stream<Arguments> everyWayToFail() {
        return Stream.of(
                Arguments.of(Fault.status(401), "brain:unauthorized"),
                Arguments.of(Fault.status(400), "brain:bad-request"),
                Arguments.of(Fault.status(429).retryAfterSeconds(3), "brain:rate-limited"),
                Arguments.of(Fault.status(500), "brain:server-error"),
                Arguments.of(Fault.status(502), "brain:server-error"),
                Arguments.of(Fault.of(Kind.EMPTY), "brain:empty-stream"),
                Arguments.of(Fault.of(Kind.DROP), "brain:broken-off"),
                Arguments.of(Fault.of(Kind.ERROR_OBJECT), "brain:upstream-error"),
                Arguments.of(Fault.of(Kind.ERROR_TEXT).text("HTTP 500: internal server error"), "brain:error-text"),
                Arguments.of(
                        Fault.of(Kind.ERROR_TEXT).text("⚠️ API rate limit reached. Please try again later."),
                        "brain:error-text"),
                Arguments.of(
                        Fault.of(Kind.ERROR_TEXT).text("session file locked (timeout 10000ms)"), "brain:error-text"),
                Arguments.of(Fault.of(Kind.ERROR_TEXT).text("No response from OpenClaw."), "brain:error-text"),
                Arguments.of(Fault.of(Kind.GARBAGE), "brain:garbled"),
                Arguments.of(Fault.of(Kind.LOCKED).delayMs(300), "brain:empty-stream"),
                Arguments.of(Fault.of(Kind.EMOJI), "brain:nothing-to-say"));
    }

    @ParameterizedTest
    @MethodSource("everyWayToFail")
    void whateverTheBrainDoesTheCallerHearsNoError(Fault fault, String code) throws Exception {
        closeTheBreaker();
        system.brain().faults().add(fault);
        int records = system.recordsOnceQuiet();

        String heard = call(system.call("9001"), human.clip("auth-thankyou"))
                .turns()
                .get(0)
                .answer();

        assertThat(WordError.rate(BRAIN_DOWN, heard))
                .as("the caller heard: %s", heard)
                .isLessThan(0.35);
        assertThat(heard.toLowerCase())
                .doesNotContain("error", "http", "five hundred", "locked", "rate limit", "response from", "session");
        assertThat(system.awaitRecord(records + 1).get("errors"))
                .extracting(JsonNode::asText)
                .contains(code);
    }

    @Test
    void oneFailureIsRetriedAndTheCallerNoticesNothing() throws Exception {
        closeTheBreaker();
        system.brain().faults().add(Fault.status(503).times(1));
        HumanSpeech.Clip clip = human.clip("cannot-complete-as-dialed");
        String heard = call(system.call("9001"), clip).turns().get(0).answer();
        assertThat(WordError.overlap(clip.text(), heard))
                .as("the caller heard: %s", heard)
                .isGreaterThan(0.5);
    }

    private static void closeTheBreaker() {
        system.bean(io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry.class)
                .getAllCircuitBreakers()
                .forEach(io.github.resilience4j.circuitbreaker.CircuitBreaker::reset);
    }

    private static CompletableFuture<CallReport> inBackground(HumanSpeech.Clip clip) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call(system.call("9001"), clip);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static CallReport call(CallerOptions options, HumanSpeech.Clip clip) throws Exception {
        CallScript script = CallScript.begin()
                .awaitGreeting(PATIENCE)
                .say(clip.text(), clip.sound())
                .awaitAnswer(PATIENCE)
                .hangUp();
        Listener listener = new Listener(system.ears(), "en-US");
        return new ScriptedCall(null, listener, CallObserver.NONE).run(options, script, null);
    }

    private static String lastUserWords(RecordedRequest question) throws Exception {
        JsonNode messages = new ObjectMapper().readTree(question.body()).get("messages");
        return messages.get(messages.size() - 1).get("content").asText();
    }

    private static List<String> fieldsOf(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void nothingIsLeftOfCallsThatAreOver() {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> system.bean(SipComponent.class).callCount() == 0);
        assertThat(system.bean(ai.openclaw.voice.component.rtp.RtpComponent.class)
                        .rooms()
                        .all())
                .isEmpty();
        assertThat(system.bean(ai.openclaw.voice.canary.Admission.class).inside())
                .isZero();
        assertThat(system.bean(ai.openclaw.voice.worker.VoiceSessions.class).active())
                .isZero();
    }
}
