package ai.openclaw.voice.component.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The component in the routes it is made for: retry once, a breaker, and a streaming split. */
class RoutesTest {
    private final BrainUnderTest test = new BrainUnderTest();
    private final CallId call = CallId.fresh();
    private final List<String> spoken = new CopyOnWriteArrayList<>();

    @BeforeEach
    void addRoutes() throws Exception {
        test.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:turn")
                        .to("direct:openclaw-ask")
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .process(e -> {
                            String words =
                                    e.getMessage().getBody(Speakable.class).text();
                            spoken.add(words);
                            if (words.contains("Saturday") && e.getMessage().getHeader("stop", false, Boolean.class)) {
                                e.getMessage()
                                        .getHeader(VoiceHeaders.TURN, Turn.class)
                                        .cancel();
                                throw new IllegalStateException("no voice");
                            }
                        });

                from("direct:openclaw-ask")
                        .onException(RetryableOpenClawException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .end()
                        .to("direct:openclaw-call");

                from("direct:openclaw-call")
                        .errorHandler(noErrorHandler())
                        .circuitBreaker()
                        .resilience4jConfiguration()
                        .throwExceptionWhenHalfOpenOrOpenState(true)
                        .end()
                        .to("openclaw:voice")
                        .end();
            }
        });
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Exchange turn(Map<String, Object> headers) {
        return test.template.request("direct:turn", e -> {
            e.getMessage().setBody("When are you open?");
            e.getMessage().setHeaders(new java.util.HashMap<>(headers));
            e.getMessage().setHeader(VoiceHeaders.CALL_ID, call.value());
        });
    }

    @Test
    void theWholeAnswerPassesTheBreakerAndTheSplit() {
        assertThat(turn(Map.of()).getException()).isNull();
        assertThat(spoken)
                .containsExactly(
                        "We are open Monday to Friday from 8:30 AM to 6 PM,",
                        "and on Saturday from 9 AM to 12:30 PM.",
                        "On Sunday we are closed.");
    }

    @Test
    void oneFailureIsRetriedUnheard() {
        for (Kind kind : List.of(Kind.EMPTY, Kind.DROP, Kind.ERROR_TEXT, Kind.ERROR_OBJECT)) {
            spoken.clear();
            test.brain.faults().add(Fault.of(kind).times(1));
            assertThat(turn(Map.of()).getException()).as(kind.word()).isNull();
            assertThat(spoken).as(kind.word()).hasSize(3).last().isEqualTo("On Sunday we are closed.");
        }
    }

    @Test
    void twoFailuresAreTheEnd() {
        test.brain.faults().add(Fault.of(Kind.EMPTY).times(2));
        assertThat(turn(Map.of()).getException(OpenClawException.class)).isInstanceOf(RetryableOpenClawException.class);
        assertThat(spoken).isEmpty();
        assertThat(test.brain.counters().questions()).hasSize(2);
    }

    @Test
    void whatCannotGetBetterIsNotRetried() {
        test.brain.faults().add(Fault.status(401).times(1));
        assertThat(turn(Map.of()).getException(OpenClawException.class)).isNotNull();
        assertThat(test.brain.counters().questions()).hasSize(1);
    }

    @Test
    void nothingIsRetriedOnceAClauseWasSpoken() {
        test.brain.faults().add(Fault.of(Kind.DROP).afterTokens(16).times(1));
        assertThat(turn(Map.of()).getException()).isNull();
        assertThat(spoken).containsExactly("We are open Monday to Friday from 8:30 AM to 6 PM,");
        assertThat(test.brain.counters().questions()).hasSize(1);
    }

    @Test
    void theFirstClauseIsSpokenWhileTheSecondIsStillBeingThought() throws Exception {
        test.brain.faults().add(Fault.of(Kind.HANG).afterTokens(16));
        CompletableFuture<Exchange> turn = CompletableFuture.supplyAsync(() -> turn(Map.of()));
        await().until(() -> spoken.size() == 1);
        assertThat(turn).isNotDone();

        test.brain.dropConnections();
        assertThat(turn.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(spoken).hasSize(1);
    }

    @Test
    void aStepThatFailsAndCancelsItsTurnStopsTheModelBeforeCamelDrainsTheAnswer() {
        test.brain.faults().add(Fault.of(Kind.HANG).afterTokens(26));
        Turn turn = new Turn(call, 1);
        assertThat(turn(Map.of("stop", true, VoiceHeaders.TURN, turn)).getException())
                .isNotNull();
        assertThat(spoken).hasSize(2);
        await().until(() -> test.brain.counters().aborted() == 1);
    }
}
