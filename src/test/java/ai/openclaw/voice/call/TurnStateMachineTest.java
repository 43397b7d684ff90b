package ai.openclaw.voice.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.TurnStateMachine.Action;
import ai.openclaw.voice.call.TurnStateMachine.Event;
import ai.openclaw.voice.call.TurnStateMachine.State;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TurnStateMachineTest {
    private static final int SEQUENCES = 1_000_000;
    private static final int LONGEST = 40;

    private final TurnStateMachine machine = new TurnStateMachine();

    @Test
    void anOrdinaryTurn() {
        assertThat(after(Event.CALLER_BEGAN)).containsExactly(Action.BEGIN_TURN);
        assertThat(after(Event.CALLER_PAUSED)).containsExactly(Action.PAUSE_UTTERANCE);
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
        assertThat(after(Event.CALLER_RESUMED)).containsExactly(Action.RESUME_UTTERANCE);
    }

    @Test
    void aPresumptionThatWasWrongLeavesNothingBehind() {
        after(Event.CALLER_BEGAN);
        after(Event.CALLER_PAUSED);
        assertThat(after(Event.CALLER_PRESUMED_FINISHED)).containsExactly(Action.PRESUME_UTTERANCE);
        assertThat(after(Event.CALLER_RESUMED)).containsExactly(Action.CANCEL_TURN, Action.BEGIN_TURN_AGAIN);
        assertThat(machine.state()).isEqualTo(State.HEARING);
    }

    @Test
    void aTransferIsWaitedForAndItsFailureIsSaid() {
        assertThat(after(Event.TRANSFER_AWAITED)).containsExactly(Action.LET_CALLER_WAIT);
        assertThat(machine.state()).isEqualTo(State.TRANSFERRING);
        assertThat(after(Event.TRANSFER_FAILED)).containsExactly(Action.SAY_TRANSFER_FAILED);
        assertThat(machine.state()).isEqualTo(State.LISTENING);
        after(Event.PLAYOUT_STARTED);
        assertThat(machine.state()).as("and can be interrupted like all we say").isEqualTo(State.SPEAKING);
    }

    @Test
    void whoeverSpeaksWhileTheyAreBeingHandedOverIsHeardInSilence() {
        after(Event.TRANSFER_AWAITED);
        assertThat(after(Event.CALLER_BEGAN)).containsExactly(Action.STOP_PLAYOUT, Action.BEGIN_TURN);
        assertThat(machine.state()).isEqualTo(State.HEARING);
        assertThat(machine.on(Event.TRANSFER_FAILED)).as("nobody talks into it").isEmpty();
    }

    @Test
    void aKeyWhileSomebodyIsBeingHandedOverChangesNothing() {
        after(Event.TRANSFER_AWAITED);
        assertThat(machine.on(Event.CALLER_FINISHED)).isEmpty();
        assertThat(machine.on(Event.IDLE_LONG)).isEmpty();
        assertThat(machine.state()).isEqualTo(State.TRANSFERRING);
    }

    @Test
    void everyStateButTheLastTwoCanBeLeftForEveryOther() {
        for (State from : EnumSet.complementOf(EnumSet.of(State.ENDED, State.ENDING))) {
            assertThat(reachableFrom(from)).as("from %s", from).containsAll(EnumSet.allOf(State.class));
        }
    }

    @Test
    void nothingHappensAfterTheEnd() {
        for (Event event : Event.values()) {
            assertThat(TurnStateMachine.transition(State.ENDED, event)).isEmpty();
        }
    }

    @Test
    void noStateWaitsForEver() {
        for (State state : State.values()) {
            // The caller's silence, the room's report or the hang-up is certain to come; all else has a time-out.
            boolean certain = EnumSet.of(State.HEARING, State.SPEAKING, State.ENDING, State.ENDED)
                    .contains(state);
            assertThat(TurnStateMachine.timeOut(state).isPresent())
                    .as("%s", state)
                    .isNotEqualTo(certain);
            TurnStateMachine.timeOut(state).ifPresent(event -> assertThat(TurnStateMachine.transition(state, event))
                    .as("%s on its time-out", state)
                    .isPresent());
        }
    }

    /** A million conversations of pure chance: whatever happens in whatever order, the rules of {@link Observed} hold. */
    @Test
    void whateverHappensInWhateverOrderTheRulesHold() {
        Event[] events = EnumSet.complementOf(EnumSet.of(Event.CALL_ENDED)).toArray(Event[]::new);
        SplittableRandom random = new SplittableRandom(20261122);
        for (int i = 0; i < SEQUENCES; i++) {
            TurnStateMachine chance = new TurnStateMachine();
            Observed observed = new Observed();
            int length = random.nextInt(LONGEST);
            for (int n = 0; n < length; n++) {
                observed.take(chance, events[random.nextInt(events.length)]);
            }
            observed.take(chance, Event.CALL_ENDED);
            assertThat(chance.state()).isEqualTo(State.ENDED);
            observed.assertNothingIsLeft();
        }
    }

    /** Carries the actions out on a conversation of which only what matters is known. */
    private static final class Observed {
        /** The turn that the caller is heard for, or that answers; and the one that is kept beside it. */
        private boolean turn;

        private boolean kept;
        private boolean utteranceOpen;
        private boolean mayBeHeard;

        void take(TurnStateMachine machine, Event event) {
            State before = machine.state();
            machine.on(event).ifPresent(transition -> transition.actions().forEach(this::perform));
            State now = machine.state();
            String where = before + " on " + event + " to " + now;
            boolean listens = EnumSet.of(
                            State.HEARING, State.PAUSING, State.PRESUMING, State.INTERRUPTED, State.WEIGHING)
                    .contains(now);
            check(utteranceOpen == listens, where + ": an utterance is open exactly while the caller has the word");
            check(!listens || !mayBeHeard, where + ": never speaks while it should listen");
            check(
                    kept == (now == State.INTERRUPTED || now == State.WEIGHING),
                    where + ": a turn is kept while it is weighed");
            check(now != State.THINKING || mayBeHeard, where + ": what is thought may be said");
            check(now != State.HEARING || turn, where + ": who is heard is answered");
        }

        private void perform(Action action) {
            switch (action) {
                case BEGIN_TURN, BEGIN_TURN_AGAIN -> {
                    check(!utteranceOpen, "an utterance was left open");
                    turn = true;
                    utteranceOpen = true;
                    mayBeHeard = false;
                }
                case BEGIN_TURN_BESIDE -> {
                    check(!utteranceOpen && !kept, "two turns are enough");
                    kept = true;
                    turn = true;
                    utteranceOpen = true;
                    mayBeHeard = false;
                }
                case PAUSE_UTTERANCE, RESUME_UTTERANCE, PRESUME_UTTERANCE ->
                    check(utteranceOpen, action + " of an utterance that is not open");
                case COMMIT_UTTERANCE -> {
                    check(utteranceOpen, "committed twice");
                    utteranceOpen = false;
                    mayBeHeard = true;
                }
                case CANCEL_TURN -> {
                    turn = false;
                    kept = false;
                    utteranceOpen = false;
                    mayBeHeard = false;
                }
                case DROP_KEPT_TURN -> {
                    check(kept, "dropped what was not kept");
                    kept = false;
                }
                case RETURN_TO_KEPT_TURN -> {
                    check(kept, "returned to what was not kept");
                    kept = false;
                    utteranceOpen = false;
                    mayBeHeard = true;
                }
                default -> {
                    // Words of our own, and commands to the room, change nothing of whose turn it is.
                }
            }
        }

        void assertNothingIsLeft() {
            check(!utteranceOpen && !turn && !kept && !mayBeHeard, "something outlived the call");
        }

        /** Not AssertJ: it is asked some hundred million times. */
        private static void check(boolean holds, String rule) {
            if (!holds) {
                throw new AssertionError(rule);
            }
        }
    }

    private List<Action> after(Event event) {
        return machine.on(event).orElseThrow().actions();
    }

    private static Set<State> reachableFrom(State from) {
        Set<State> reached = EnumSet.of(from);
        Queue<State> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            State state = next.poll();
            for (Event event : Event.values()) {
                TurnStateMachine.transition(state, event)
                        .map(TurnStateMachine.Transition::next)
                        .filter(reached::add)
                        .ifPresent(next::add);
            }
        }
        return reached;
    }
}
