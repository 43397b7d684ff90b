package ai.openclaw.voice.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.component.openclaw.Failure;
import ai.openclaw.voice.component.openclaw.OpenClawException;
import ai.openclaw.voice.testkit.RouteSimulation;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asked once, asked once more if that makes sense, and then a phrase. */
class OpenClawAskRouteTest {
    private static final String PHRASE = "The brain is down.";

    private static RouteSimulation routes;

    @BeforeAll
    static void start() {
        routes = RouteSimulation.start();
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @BeforeEach
    void reset() {
        routes.reset();
    }

    @Test
    void oneFailureThatMayPassIsRetriedAndGoesUnnoticed() {
        AtomicInteger attempts = new AtomicInteger();
        routes.callerSays("what time is it").on("openclaw:voice", exchange -> {
            if (attempts.incrementAndGet() == 1) {
                throw OpenClawException.of(Failure.EMPTY_STREAM, "not a word");
            }
            RouteSimulation.answer("It is nine.").process(exchange);
        });

        assertThat(routes.turn()).containsExactly("It is nine.");

        assertThat(routes.bodiesSent("openclaw:voice")).containsExactly("what time is it", "what time is it");
        assertThat(routes.notes()).isEmpty();
    }

    @Test
    void itIsRetriedOnceAndNotMore() {
        routes.fails("openclaw:voice", OpenClawException.of(Failure.SERVER_ERROR, "status 500"));

        assertThat(routes.turn()).containsExactly(PHRASE);

        assertThat(routes.sent("openclaw:voice")).hasSize(2);
        assertThat(routes.notes()).containsExactly("brain:server-error");
    }

    @Test
    void whatWillNotPassIsNotRetried() {
        routes.fails("openclaw:voice", OpenClawException.of(Failure.UNAUTHORIZED, "status 401"));

        assertThat(routes.turn()).containsExactly(PHRASE);

        assertThat(routes.sent("openclaw:voice")).hasSize(1);
        assertThat(routes.notes()).containsExactly("brain:unauthorized");
    }

    @Test
    void aDefectOfOurOwnIsNotRetriedAndNotSpoken() {
        routes.fails("openclaw:voice", new IllegalStateException("HTTP 500: at ai.openclaw.voice.Defect"));

        assertThat(routes.turn()).containsExactly(PHRASE);

        assertThat(routes.sent("openclaw:voice")).hasSize(1);
        assertThat(routes.notes()).containsExactly("brain:illegal-state");
    }

    @Test
    void afterHalfOfSixAttemptsFailedTheBrainIsLeftAloneAndThePhraseComesAtOnce() {
        routes.fails("openclaw:voice", OpenClawException.of(Failure.UNREACHABLE, "connection refused"));
        for (int turn = 1; turn <= 3; turn++) {
            assertThat(routes.turn()).containsExactly(PHRASE);
        }
        assertThat(routes.sent("openclaw:voice")).hasSize(6);
        routes.brainAnswers("I am back.");

        assertThat(routes.turn()).as("while the breaker is open").containsExactly(PHRASE);

        assertThat(routes.sent("openclaw:voice")).hasSize(6);
        assertThat(routes.notes()).last().isEqualTo("brain:call-not-permitted");
    }

    @Test
    void afterAFailureTheBodyIsThePhraseAndTheQuestionIsNot() {
        routes.fails("openclaw:voice", OpenClawException.of(Failure.GARBLED, "no JSON"));

        Exchange asked = routes.send("direct:openclaw-ask", "a secret of the caller's", java.util.Map.of());

        assertThat(asked.getException()).isNull();
        assertThat(asked.getMessage().getBody())
                .isEqualTo(ai.openclaw.voice.call.Speakable.ofPhrase("The brain is down."));
    }
}
