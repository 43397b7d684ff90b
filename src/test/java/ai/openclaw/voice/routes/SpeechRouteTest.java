package ai.openclaw.voice.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.stt.SttException;
import ai.openclaw.voice.component.tts.TtsException;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.testkit.RouteSimulation;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each engine has one understudy. */
class SpeechRouteTest {
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
    void theFallbackStaysIdleWhileThePrimaryWorks() {
        assertThat(routes.turn()).containsExactly("Yes.");

        assertThat(routes.sent("stt:fallback")).isEmpty();
        assertThat(routes.sent("tts:fallback")).isEmpty();
        assertThat(routes.notes()).isEmpty();
    }

    @Test
    void theFallbackHearsTheSameUtteranceWhenThePrimaryFails() {
        routes.callerSays("hello").fails("stt:primary", new SttException("the model is gone"));

        assertThat(routes.turn()).containsExactly("Yes.");

        assertThat(routes.bodiesSent("stt:fallback")).isEqualTo(routes.bodiesSent("stt:primary"));
        assertThat(routes.notes()).containsExactly("stt:fallback");
    }

    @Test
    void theFallbackSpeaksTheClauseThatThePrimaryCouldNot() {
        routes.fails("tts:primary", new TtsException("the model is gone"));

        assertThat(routes.turn()).containsExactly("Yes.");

        assertThat(routes.bodiesSent("tts:fallback")).containsExactly(Speakable.ofAnswer("Yes."));
        assertThat(routes.notes()).containsExactly("tts:fallback");
    }

    @Test
    void aPrimaryThatKeepsFailingIsNoLongerTried() {
        routes.fails("tts:primary", new TtsException("the model is gone"));
        for (int turn = 1; turn <= 8; turn++) {
            assertThat(routes.turn()).containsExactly("Yes.");
        }
        assertThat(routes.sent("tts:primary")).hasSize(5);
        assertThat(routes.sent("tts:fallback")).hasSize(8);
    }

    @Test
    void aPhraseIsSaidAndTheTurnIsOver() {
        say("Hello, how can I help you?");

        assertThat(routes.bodiesSent("link:commands"))
                .extracting(command -> command.getClass().getSimpleName())
                .containsExactly("Play", "EndOfTurn");
    }

    @Test
    void aPhraseThatNoEngineCanSayEndsTheTurnAllTheSame() {
        routes.fails("tts:primary", new TtsException("gone")).fails("tts:fallback", new TtsException("gone"));

        Exchange said = say("Hello, how can I help you?");

        assertThat(said.getException()).isNull();
        assertThat(routes.bodiesSent("link:commands")).hasOnlyElementsOfType(RoomCommand.EndOfTurn.class);
        assertThat(routes.notes()).containsExactly("tts:fallback", "tts:failed");
    }

    private static Exchange say(String phrase) {
        return routes.send(
                "direct:say", Speakable.ofPhrase(phrase), Map.of(VoiceHeaders.TURN, new Turn(RouteSimulation.CALL, 0)));
    }
}
