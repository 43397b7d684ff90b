package ai.openclaw.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.TurnStateMachine.Action;
import ai.openclaw.voice.call.TurnStateMachine.Event;
import ai.openclaw.voice.call.TurnStateMachine.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TurnStateMachineTest {
    private final TurnStateMachine machine = new TurnStateMachine();

    @Test
    void anOrdinaryTurn() {
        assertThat(after(Event.CALLER_BEGAN)).containsExactly(Action.BEGIN_TURN);
        assertThat(after(Event.CALLER_PAUSED)).containsExactly(Action.PAUSE_UTTERANCE, Action.START_ENDPOINT_TIMER);
        assertThat(after(Event.CALLER_FINISHED)).contains(Action.COMMIT_UTTERANCE);
        assertThat(machine.state()).isEqualTo(State.THINKING);
        after(Event.PLAYOUT_STARTED);
        assertThat(machine.state()).isEqualTo(State.SPEAKING);
        after(Event.PLAYOUT_FINISHED);
        assertThat(machine.state()).isEqualTo(State.LISTENING);
    }

    @Test
    void aPauseThatWasNoneGoesOnWithTheSameTurn() {
        after(Event.CALLER_BEGAN);
        after(Event.CALLER_PAUSED);
        assertThat(after(Event.CALLER_RESUMED))
                .containsExactly(Action.STOP_ENDPOINT_TIMER, Action.RESUME_UTTERANCE)
                .doesNotContain(Action.BEGIN_TURN);
    }

    @Test
    void aTurnWithNothingToSayReturnsToListening() {
        after(Event.CALLER_BEGAN);
        after(Event.CALLER_PAUSED);
        after(Event.CALLER_FINISHED);
        after(Event.PLAYOUT_FINISHED);
        assertThat(machine.state()).isEqualTo(State.LISTENING);
    }

    @Test
    void everyStateCanBeLeftForEveryOther() {
        for (State from : EnumSet.complementOf(EnumSet.of(State.ENDED))) {
            assertThat(reachableFrom(from)).as("from %s", from).containsAll(EnumSet.allOf(State.class));
        }
    }

    @Test
    void nothingHappensAfterTheEnd() {
        for (Event event : Event.values()) {
            assertThat(TurnStateMachine.transition(State.ENDED, event))
                    .isEqualTo(new TurnStateMachine.Transition(State.ENDED, List.of()));
        }
    }

    /** Whatever comes in whatever order: one turn at a time, an open utterance exactly while hearing, and an end. */
    @Test
    void survivesAMillionRandomEvents() {
        Random random = new Random(4711);
        Event[] events = EnumSet.complementOf(EnumSet.of(Event.CALL_ENDED)).toArray(Event[]::new);
        for (int call = 0; call < 10_000; call++) {
            TurnStateMachine m = new TurnStateMachine();
            boolean utteranceOpen = false;
            List<Event> history = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Event event = events[random.nextInt(events.length)];
                history.add(event);
                for (Action action : m.on(event)) {
                    switch (action) {
                        case BEGIN_TURN, BEGIN_TURN_AGAIN -> {
                            assertThat(utteranceOpen).as("%s", history).isFalse();
                            utteranceOpen = true;
                        }
                        case COMMIT_UTTERANCE -> {
                            assertThat(utteranceOpen).as("%s", history).isTrue();
                            utteranceOpen = false;
                        }
                        case CANCEL_TURN -> utteranceOpen = false;
                        default -> {}
                    }
                }
                boolean hearing = m.state() == State.HEARING || m.state() == State.PAUSING;
                assertThat(utteranceOpen).as("%s", history).isEqualTo(hearing);
            }
            m.on(Event.CALL_ENDED);
            assertThat(m.state()).isEqualTo(State.ENDED);
        }
    }

    private List<Action> after(Event event) {
        return List.copyOf(machine.on(event));
    }

    private static Set<State> reachableFrom(State from) {
        Set<State> seen = EnumSet.of(from);
        Queue<State> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            State state = open.remove();
            for (Event event : Event.values()) {
                State next = TurnStateMachine.transition(state, event).next();
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return seen;
    }
}
