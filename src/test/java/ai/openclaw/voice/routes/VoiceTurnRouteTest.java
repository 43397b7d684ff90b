package ai.openclaw.voice.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.component.stt.SttException;
import ai.openclaw.voice.component.tts.TtsException;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.testkit.RouteSimulation;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the caller's words to the caller's ear. */
class VoiceTurnRouteTest {
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
    void whatTheCallerSaidIsAskedAndEachClauseIsPlayedInOrder() {
        routes.callerSays("when are you open").brainAnswers("We open at nine.", "On Sunday we are closed.", "Bye.");

        assertThat(routes.turn()).containsExactly("We open at nine.", "On Sunday we are closed.", "Bye.");

        assertThat(routes.bodiesSent("openclaw:voice")).containsExactly("when are you open");
        assertThat(lastCommand()).isInstanceOf(RoomCommand.EndOfTurn.class);
        assertThat(routes.notes()).isEmpty();
    }

    @Test
    void aClauseIsPlayedBeforeTheNextOneIsTaken() {
        List<Integer> playedWhenTaken = new java.util.ArrayList<>();
        Iterator<Speakable> thinking = Stream.of("One.", "Two.")
                .peek(clause -> playedWhenTaken.add(routes.sent("link:commands").size()))
                .map(Speakable::ofAnswer)
                .iterator();
        routes.on("openclaw:voice", exchange -> exchange.getMessage().setBody(thinking));

        routes.turn();

        assertThat(playedWhenTaken.get(0)).isZero();
        assertThat(routes.bodiesSent("link:commands"))
                .extracting(command -> command.getClass().getSimpleName())
                .containsExactly("Play", "Play", "EndOfTurn");
    }

    @Test
    void nothingIsAskedWhenNothingWasHeard() {
        routes.callerSays("");

        assertThat(routes.turn()).isEmpty();

        assertThat(routes.sent("openclaw:voice")).isEmpty();
        assertThat(lastCommand()).isInstanceOf(RoomCommand.EndOfTurn.class);
    }

    @Test
    void theClausesOfAStaleTurnAreNotVoiced() {
        Turn turn = routes.nextTurn();
        routes.brainAnswers("One.", "Two.", "Three.");
        routes.on("link:commands", exchange -> turn.cancel()); // the caller interrupts as soon as there is sound

        assertThat(routes.turn(turn)).containsExactly("One.");

        assertThat(routes.sent("tts:primary")).hasSize(1);
    }

    @Test
    void aClauseThatNoEngineCanSpeakIsLeftOut() {
        routes.brainAnswers("One.", "Two.", "Three.");
        String unspeakable = "Two.";
        for (String engine : List.of("tts:primary", "tts:fallback")) {
            refuse(engine, unspeakable);
        }

        assertThat(routes.turn()).containsExactly("One.", "Three.");

        assertThat(routes.notes()).containsExactly("tts:fallback", "tts:failed");
    }

    @Test
    void aClauseThatASteppedInBeanRefusesIsLeftOut() throws Exception {
        try (RouteSimulation mine = RouteSimulation.start()) {
            AdviceWith.adviceWith(mine.context(), "voice-turn", advice -> advice.weaveById("voice")
                    .before()
                    .process(exchange -> {
                        Speakable clause = exchange.getMessage().getBody(Speakable.class);
                        exchange.getMessage()
                                .setBody(clause.reworded(clause.text().replace("secret", "")));
                    }));
            mine.brainAnswers("One.", "secret", "Three.");

            assertThat(mine.turn()).containsExactly("One.", "Three.");
            assertThat(mine.notes()).containsExactly("turn:clause-failed");
        }
    }

    @Test
    void aCallerWhoIsNotHeardByEitherEngineHearsAnApology() {
        routes.fails("stt:primary", new SttException("HTTP 500: internal server error"));
        routes.fails("stt:fallback", new SttException("HTTP 500: internal server error"));

        assertThat(routes.turn()).containsExactly("I did not understand.");

        assertThat(routes.sent("openclaw:voice")).isEmpty();
        assertThat(routes.notes()).containsExactly("stt:fallback", "turn:failed");
        assertThat(lastCommand()).isInstanceOf(RoomCommand.EndOfTurn.class);
    }

    @Test
    void wordsThatNoStepWrappedAreNotSpoken() {
        routes.on("openclaw:voice", exchange -> exchange.getMessage().setBody("java.io.IOException: no route to host"));

        assertThat(routes.turn()).isEmpty();

        assertThat(routes.notes()).contains("tts:failed");
    }

    /** Camel's own way, for a step that the stand-ins do not cover. */
    @Test
    void aStepCanBeReplacedByItsId() throws Exception {
        try (RouteSimulation mine = RouteSimulation.start()) {
            AdviceWith.adviceWith(mine.context(), "voice-turn", advice -> advice.weaveById("ask")
                    .replace()
                    .process(RouteSimulation.answer("Woven in.")));

            assertThat(mine.turn()).containsExactly("Woven in.");
        }
    }

    private static void refuse(String engine, String words) {
        routes.on(engine, exchange -> {
            Speakable text = exchange.getMessage().getBody(Speakable.class);
            if (text.text().equals(words)) {
                throw new TtsException("the engine choked");
            }
            exchange.getMessage().setBody(RouteSimulation.speech(text));
        });
    }

    private static Object lastCommand() {
        List<Object> commands = routes.bodiesSent("link:commands");
        return commands.get(commands.size() - 1);
    }
}
