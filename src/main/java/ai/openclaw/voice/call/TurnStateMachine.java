package ai.openclaw.voice.call;

import static ai.openclaw.voice.call.TurnStateMachine.Action.*;
import static ai.openclaw.voice.call.TurnStateMachine.Event.*;
import static ai.openclaw.voice.call.TurnStateMachine.State.*;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation's life, as one table. Pure: it is told what happened and says what is to be done; who does it, and on
 * which thread, is not its business. What the table does not name changes nothing.
 */
public final class TurnStateMachine {
    /** Whose turn it is. */
    public enum State {
        /** Nobody speaks; the next word is the caller's. */
        LISTENING,
        /** The caller speaks. */
        HEARING,
        /** The caller fell silent: finished, or thinking? */
        PAUSING,
        /** The caller has finished; no sound of the answer has left yet. */
        THINKING,
        /** The assistant speaks. */
        SPEAKING,
        /** The call is over. */
        ENDED
    }

    /** What can happen. Events that belong to a turn reach the table only if that turn is still current. */
    public enum Event {
        CALLER_BEGAN,
        CALLER_PAUSED,
        CALLER_RESUMED,
        /** Endpointing decided that the caller has finished. */
        CALLER_FINISHED,
        /** The utterance reached the longest that is permitted. */
        UTTERANCE_TOO_LONG,
        PLAYOUT_STARTED,
        /** All was played; a turn with nothing to say ends so too. */
        PLAYOUT_FINISHED,
        BARGED_IN,
        CALL_ENDED
    }

    /** What is to be done. */
    public enum Action {
        /** Open an utterance and start the turn that will answer it. */
        BEGIN_TURN,
        /** The caller had not finished after all: a new turn, whose utterance begins with what was said before. */
        BEGIN_TURN_AGAIN,
        PAUSE_UTTERANCE,
        RESUME_UTTERANCE,
        COMMIT_UTTERANCE,
        START_ENDPOINT_TIMER,
        STOP_ENDPOINT_TIMER,
        /** Tell the media layer that what it hears next is a new utterance. */
        LISTEN_ANEW,
        /** Drop everything that is still being done for the current turn. */
        CANCEL_TURN,
        STOP_PLAYOUT
    }

    /** What an event leads to. */
    public record Transition(State next, List<Action> actions) {}

    private static final Map<State, Map<Event, Transition>> TABLE = new EnumMap<>(State.class);

    static {
        //   in         when                 then       doing
        row(LISTENING, CALLER_BEGAN, HEARING, BEGIN_TURN);
        row(LISTENING, CALLER_RESUMED, HEARING, BEGIN_TURN);
        row(LISTENING, PLAYOUT_STARTED, SPEAKING);

        row(HEARING, CALLER_PAUSED, PAUSING, PAUSE_UTTERANCE, START_ENDPOINT_TIMER);
        row(HEARING, CALLER_FINISHED, THINKING, COMMIT_UTTERANCE, LISTEN_ANEW);
        row(HEARING, UTTERANCE_TOO_LONG, THINKING, COMMIT_UTTERANCE, LISTEN_ANEW);

        row(PAUSING, CALLER_BEGAN, HEARING, STOP_ENDPOINT_TIMER, RESUME_UTTERANCE);
        row(PAUSING, CALLER_RESUMED, HEARING, STOP_ENDPOINT_TIMER, RESUME_UTTERANCE);
        row(PAUSING, CALLER_FINISHED, THINKING, STOP_ENDPOINT_TIMER, COMMIT_UTTERANCE, LISTEN_ANEW);

        row(THINKING, CALLER_BEGAN, HEARING, CANCEL_TURN, STOP_PLAYOUT, BEGIN_TURN_AGAIN);
        // Not CALLER_RESUMED: it crossed our LISTEN_ANEW, upon which the same speech is told as CALLER_BEGAN.
        row(THINKING, PLAYOUT_STARTED, SPEAKING);
        row(THINKING, PLAYOUT_FINISHED, LISTENING);

        row(SPEAKING, PLAYOUT_FINISHED, LISTENING);
        row(SPEAKING, BARGED_IN, LISTENING, CANCEL_TURN);
        row(SPEAKING, CALLER_BEGAN, HEARING, CANCEL_TURN, STOP_PLAYOUT, BEGIN_TURN);

        for (State state : List.of(LISTENING, HEARING, PAUSING, THINKING, SPEAKING)) {
            row(state, CALL_ENDED, ENDED, STOP_ENDPOINT_TIMER, CANCEL_TURN);
        }
    }

    private State state = LISTENING;

    private static void row(State in, Event when, State then, Action... doing) {
        TABLE.computeIfAbsent(in, s -> new EnumMap<>(Event.class)).put(when, new Transition(then, List.of(doing)));
    }

    /** Takes the event; returns what is to be done, in this order. */
    public Collection<Action> on(Event event) {
        Transition transition = transition(state, event);
        state = transition.next();
        return transition.actions();
    }

    public State state() {
        return state;
    }

    /** What the table says: an event that it does not name for the state changes nothing. */
    public static Transition transition(State state, Event event) {
        Transition unchanged = new Transition(state, List.of());
        return TABLE.getOrDefault(state, Map.of()).getOrDefault(event, unchanged);
    }
}
