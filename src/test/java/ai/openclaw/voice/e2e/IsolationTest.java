package ai.openclaw.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import ai.openclaw.voice.demo.caller.WordError;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.VoiceSystem;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What goes wrong in one call is heard in that call, stands in its record and under its name in the log, and nowhere else. */
class IsolationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String NOT_UNDERSTOOD =
            "I am sorry, I did not understand that. Could you say it again, please?";
    private static final String BRAIN_DOWN =
            "I am sorry, I cannot find that out just now. Please try again in a moment.";
    private static final String ASK = "              - to: {id: ask, uri: direct:openclaw-ask}";
    private static final String BREAK_9002 =
            """
                          - filter:
                              id: one-extension-breaks
                              simple: "${header.CamelVoiceExtension} == '9002'"
                              steps:
                                - throwException:
                                    id: break
                                    exceptionType: java.lang.IllegalStateException
                                    message: "a secret of the step: ${body}"
            """;
    /** Where a call's work is done. The rest (SIP's parser, web server, start) works for no call or not yet for one. */
    private static final Pattern CALL_THREADS = Pattern.compile(
            "voice-(turn|session|timer).*|.*sip-call.*|.*rtp.*|.*stt.*|.*tts.*|openclaw-(?!warm-up).*",
            Pattern.CASE_INSENSITIVE);

    @TempDir
    static Path folder;

    private static VoiceSystem system;
    private static HumanSpeech human;

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    };

    @BeforeAll
    static void start() throws Exception {
        human = HumanSpeech.required();
        VoiceSystem.copyOfRoutes(folder);
        Path turn = folder.resolve("voice-turn.camel.yaml");
        String route = Files.readString(turn);
        assertThat(route).contains(ASK);
        Files.writeString(turn, route.replace(ASK, BREAK_9002 + ASK));
        system = VoiceSystem.patient(
                "camel.main.routes-include-pattern=file:" + folder + "/*.camel.yaml",
                "voice.canary.v2-extensions=9001,9002",
                "voice.openclaw.first-token-timeout-ms=2000",
                "voice.phrases.greeting=Hello.");
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @BeforeEach
    void listenToTheLog() {
        logger("ai.openclaw").setLevel(Level.DEBUG);
        appender.start();
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    @AfterEach
    void leaveTheLog() {
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        logger("ai.openclaw").setLevel(null);
        system.brain().faults().clear();
    }

    @Test
    void aStepThatFailsIsHeardInItsOwnCallOnly() throws Exception {
        int records = system.recordsOnceQuiet();
        HumanSpeech.Clip clip = human.clip("cannot-complete-as-dialed");
        CompletableFuture<CallReport> broken = inBackground("9002", clip);
        CompletableFuture<CallReport> sound = inBackground("9001", clip);

        assertHeard(NOT_UNDERSTOOD, broken);
        String answer = sound.get(120, TimeUnit.SECONDS).turns().get(0).answer();
        assertThat(WordError.overlap(clip.text(), answer)).as(answer).isGreaterThan(0.5);

        system.awaitRecord(records + 2);
        assertThat(record(records, "9002").get("errors"))
                .extracting(JsonNode::asText)
                .containsExactly("turn:failed");
        assertThat(record(records, "9001").get("errors")).isEmpty();
        assertThat(linesSaying("the turn failed"))
                .singleElement()
                .extracting(IsolationTest::callOf)
                .isEqualTo(record(records, "9002").get("callId").asText());
        assertEveryLineNamesItsCall(records);
        assertNoWordsInTheLog("dialed", "a secret of the step");
        system.awaitNothingLeft();
    }

    @Test
    void aBrainThatHangsIsHeardInItsOwnCallOnly() throws Exception {
        int records = system.recordsOnceQuiet();
        // Both attempts of the first question hang, whatever is asked later is answered.
        system.brain().faults().add(Fault.of(Kind.HANG).times(2));
        int asked = system.brain().counters().questions().size();
        CompletableFuture<CallReport> broken = inBackground("9001", human.clip("auth-thankyou"));
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> system.brain().counters().questions().size() == asked + 2);
        HumanSpeech.Clip clip = human.clip("cannot-complete-as-dialed");
        CompletableFuture<CallReport> sound = inBackground("9001", clip);

        assertHeard(BRAIN_DOWN, broken);
        String answer = sound.get(120, TimeUnit.SECONDS).turns().get(0).answer();
        assertThat(WordError.overlap(clip.text(), answer)).as(answer).isGreaterThan(0.5);

        system.awaitRecord(records + 2);
        assertThat(system.records().subList(records, records + 2))
                .extracting(record -> record.get("errors").toString())
                .containsExactlyInAnyOrder("[]", "[\"brain:first-token-timeout\"]");
        assertEveryLineNamesItsCall(records);
        system.awaitNothingLeft();
    }

    private void assertEveryLineNamesItsCall(int recordsBefore) {
        Set<String> calls = system.records().stream()
                .skip(recordsBefore)
                .map(record -> record.get("callId").asText())
                .collect(Collectors.toSet());
        List<ILoggingEvent> lines = events.stream()
                .filter(event -> CALL_THREADS.matcher(event.getThreadName()).matches())
                .toList();
        assertThat(lines).extracting(IsolationTest::callOf).containsAll(calls);
        assertThat(lines)
                .filteredOn(event -> !calls.contains(callOf(event)))
                .extracting(event ->
                        event.getThreadName() + " " + event.getLoggerName() + ": " + event.getFormattedMessage())
                .isEmpty();
    }

    private void assertNoWordsInTheLog(String... words) {
        assertThat(events)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .extracting(event -> event.getFormattedMessage().toLowerCase()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getMessage()))
                .allSatisfy(line -> assertThat(line).doesNotContain(words));
    }

    private List<ILoggingEvent> linesSaying(String text) {
        return events.stream()
                .filter(event -> event.getFormattedMessage().contains(text))
                .toList();
    }

    private static String callOf(ILoggingEvent event) {
        return event.getMDCPropertyMap().get(CallId.MDC_KEY);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    private static JsonNode record(int before, String extension) {
        return system.records().stream()
                .skip(before)
                .filter(record -> record.get("extension").asText().equals(extension))
                .findFirst()
                .orElseThrow();
    }

    private static void assertHeard(String phrase, CompletableFuture<CallReport> call) throws Exception {
        String heard = call.get(120, TimeUnit.SECONDS).turns().get(0).answer();
        assertThat(WordError.rate(phrase, heard))
                .as("the caller heard: %s", heard)
                .isLessThan(0.35);
    }

    private static CompletableFuture<CallReport> inBackground(String extension, HumanSpeech.Clip clip) {
        CallScript script = CallScript.begin()
                .awaitGreeting(PATIENCE)
                .say(clip.text(), clip.sound())
                .awaitAnswer(PATIENCE)
                .hangUp();
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new ScriptedCall(null, new Listener(system.ears(), "en-US"), CallObserver.NONE)
                        .run(system.call(extension), script, null);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
