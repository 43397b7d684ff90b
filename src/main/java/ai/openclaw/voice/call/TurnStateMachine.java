package ai.openclaw.voice.call;

import static ai.openclaw.voice.call.TurnStateMachine.Action.*;
import static ai.openclaw.voice.call.TurnStateMachine.Event.*;
import static ai.openclaw.voice.call.TurnStateMachine.State.*;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A conversation's life, as one table. Pure: it is told what happened and says what is to be done; who does it, and on
 * which thread, is not its business. What the table does not name changes nothing. {@code docs/conversation.md} draws it.
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
        /** Probably finished: the answer is being made, but no sound of it may leave yet. */
        PRESUMING,
        /** The caller has finished; no sound of the answer has left yet. */
        THINKING,
        /** The assistant speaks. */
        SPEAKING,
        /** The assistant stopped in mid-answer, or said that it takes longer: its next sound is still being made. */
        STALLED,
        /** The caller speaks while the assistant did, which has fallen silent: did they mean to interrupt? */
        INTERRUPTED,
        /** They fell silent again, and their words are being weighed. */
        WEIGHING,
        /** Somebody else is being called, to whom the caller is to be handed over. Nobody speaks; the call goes on if it fails. */
        TRANSFERRING,
        /** We have hung up. */
        ENDING,
        /** The call is over. */
        ENDED
    }

    /** What can happen. Events that belong to a turn reach the table only if that turn is still current. */
    public enum Event {
        CALLER_BEGAN,
        CALLER_PAUSED,
        CALLER_RESUMED,
        /** There is news of how long the pause is to be waited for. */
        PAUSE_JUDGED,
        /** Endpointing believes that the caller has finished. */
        CALLER_PRESUMED_FINISHED,
        /** The wait is over, or the caller pressed the key that says so. */
        CALLER_FINISHED,
        /** The utterance reached the longest that is permitted. */
        UTTERANCE_TOO_LONG,
        PLAYOUT_STARTED,
        /** The caller began to speak, and the room has silenced the playout. */
        PLAYOUT_PAUSED,
        PLAYOUT_RAN_DRY,
        /** More sound comes for the turn. */
        PLAYOUT_FED,
        /** All was played; a turn with nothing to say ends so too. */
        PLAYOUT_FINISHED,
        /** The caller meant to interrupt: they spoke for long enough, or said so. */
        MEANT,
        /** A cough, a noise, an "mhm". */
        NOT_MEANT,
        WAITED_LONG,
        IDLE_LONG,
        /** The exchange calls somebody for the caller, and it is not known yet what comes of it. */
        TRANSFER_AWAITED,
        /** Nobody took the caller, who has not heard of it. */
        TRANSFER_FAILED,
        /** It is time for us to end the call. */
        PARTING_DUE,
        /** The last words were heard. */
        PARTED,
        CALL_ENDED
    }

    /** What is to be done. */
    public enum Action {
        /** Open an utterance and start the turn that will answer it. */
        BEGIN_TURN,
        /** The caller had not finished after all: a new turn, whose utterance begins with what was said before. */
        BEGIN_TURN_AGAIN,
        /** As BEGIN_TURN, while the turn that speaks is kept: it may go on. */
        BEGIN_TURN_BESIDE,
        PAUSE_UTTERANCE,
        RESUME_UTTERANCE,
        /** Let the answer be made, but not heard. */
        PRESUME_UTTERANCE,
        COMMIT_UTTERANCE,
        /** Tell the media layer that what it hears next is a new utterance. */
        LISTEN_ANEW,
        /** Drop everything that is still being done for the current turn. */
        CANCEL_TURN,
        STOP_PLAYOUT,
        /** The turn that was kept is over, and the next is told what of it was heard. */
        DROP_KEPT_TURN,
        /** The turn that was kept is the current one again, and goes on. */
        RETURN_TO_KEPT_TURN,
        SAY_IT_TAKES_LONGER,
        ASK_WHO_IS_THERE,
        /** No words; the waiting tone, so that the line is alive. */
        LET_CALLER_WAIT,
        SAY_TRANSFER_FAILED,
        SAY_GOODBYE,
        HANG_UP
    }

    /** What an event leads to. */
    public record Transition(State next, List<Action> actions) {}

    private static final Map<State, Map<Event, Transition>> TABLE = new EnumMap<>(State.class);
    private static final Map<State, Event> TIME_OUTS = new EnumMap<>(State.class);

    static {
        //   in           when                      then         doing
        row(LISTENING, CALLER_BEGAN, HEARING, BEGIN_TURN);
        row(LISTENING, CALLER_RESUMED, HEARING, BEGIN_TURN);
        row(LISTENING, PLAYOUT_STARTED, SPEAKING);
        row(LISTENING, PLAYOUT_FINISHED, LISTENING);
        row(LISTENING, IDLE_LONG, LISTENING, ASK_WHO_IS_THERE);
        row(LISTENING, PARTING_DUE, LISTENING, SAY_GOODBYE);
        row(LISTENING, PARTED, ENDING, HANG_UP);
        row(LISTENING, TRANSFER_AWAITED, TRANSFERRING, LET_CALLER_WAIT);
        row(LISTENING, TRANSFER_FAILED, LISTENING, SAY_TRANSFER_FAILED);

        // Whoever speaks now is answered as ever: what was asked for cannot be taken back (RFC 3515), and may fail.
        row(TRANSFERRING, CALLER_BEGAN, HEARING, STOP_PLAYOUT, BEGIN_TURN);
        row(TRANSFERRING, CALLER_RESUMED, HEARING, STOP_PLAYOUT, BEGIN_TURN);
        row(TRANSFERRING, TRANSFER_FAILED, LISTENING, SAY_TRANSFER_FAILED);

        row(HEARING, CALLER_PAUSED, PAUSING, PAUSE_UTTERANCE);
        row(HEARING, CALLER_FINISHED, THINKING, COMMIT_UTTERANCE, LISTEN_ANEW);
        row(HEARING, UTTERANCE_TOO_LONG, THINKING, COMMIT_UTTERANCE, LISTEN_ANEW);

        row(PAUSING, CALLER_BEGAN, HEARING, RESUME_UTTERANCE);
        row(PAUSING, CALLER_RESUMED, HEARING, RESUME_UTTERANCE);
        row(PAUSING, PAUSE_JUDGED, PAUSING);
        row(PAUSING, CALLER_PRESUMED_FINISHED, PRESUMING, PRESUME_UTTERANCE);
        row(PAUSING, CALLER_FINISHED, THINKING, COMMIT_UTTERANCE, LISTEN_ANEW);
        row(PAUSING, NOT_MEANT, LISTENING, CANCEL_TURN, LISTEN_ANEW);

        row(PRESUMING, CALLER_BEGAN, HEARING, CANCEL_TURN, BEGIN_TURN_AGAIN);
        row(PRESUMING, CALLER_RESUMED, HEARING, CANCEL_TURN, BEGIN_TURN_AGAIN);
        row(PRESUMING, PAUSE_JUDGED, PRESUMING);
        row(PRESUMING, CALLER_FINISHED, THINKING, COMMIT_UTTERANCE, LISTEN_ANEW);

        // Not CALLER_RESUMED: it crossed our LISTEN_ANEW, upon which the same speech is told as CALLER_BEGAN.
        row(THINKING, CALLER_BEGAN, HEARING, CANCEL_TURN, STOP_PLAYOUT, BEGIN_TURN_AGAIN);
        row(THINKING, WAITED_LONG, STALLED, SAY_IT_TAKES_LONGER);
        row(THINKING, PLAYOUT_STARTED, SPEAKING);
        row(THINKING, PLAYOUT_FINISHED, LISTENING);

        row(SPEAKING, PLAYOUT_PAUSED, INTERRUPTED, BEGIN_TURN_BESIDE);
        row(SPEAKING, PLAYOUT_RAN_DRY, STALLED);
        row(SPEAKING, PLAYOUT_FINISHED, LISTENING);

        row(STALLED, CALLER_BEGAN, INTERRUPTED, BEGIN_TURN_BESIDE);
        row(STALLED, CALLER_RESUMED, INTERRUPTED, BEGIN_TURN_BESIDE);
        row(STALLED, PLAYOUT_PAUSED, INTERRUPTED, BEGIN_TURN_BESIDE);
        row(STALLED, PLAYOUT_STARTED, SPEAKING);
        row(STALLED, PLAYOUT_FED, SPEAKING);
        row(STALLED, PLAYOUT_FINISHED, LISTENING);
        row(STALLED, WAITED_LONG, STALLED, SAY_IT_TAKES_LONGER);

        row(INTERRUPTED, CALLER_PAUSED, WEIGHING, PAUSE_UTTERANCE);
        row(INTERRUPTED, MEANT, HEARING, STOP_PLAYOUT, DROP_KEPT_TURN);

        row(WEIGHING, CALLER_BEGAN, INTERRUPTED, RESUME_UTTERANCE);
        row(WEIGHING, CALLER_RESUMED, INTERRUPTED, RESUME_UTTERANCE);
        row(WEIGHING, MEANT, PAUSING, STOP_PLAYOUT, DROP_KEPT_TURN);
        row(WEIGHING, NOT_MEANT, SPEAKING, RETURN_TO_KEPT_TURN, LISTEN_ANEW);

        for (State state : State.values()) {
            if (state != ENDED) {
                row(state, CALL_ENDED, ENDED, CANCEL_TURN);
            }
        }

        // What a state waits for, and not for ever.
        TIME_OUTS.put(LISTENING, IDLE_LONG);
        TIME_OUTS.put(PAUSING, CALLER_FINISHED);
        TIME_OUTS.put(PRESUMING, CALLER_FINISHED);
        TIME_OUTS.put(THINKING, WAITED_LONG);
        TIME_OUTS.put(STALLED, WAITED_LONG);
        TIME_OUTS.put(INTERRUPTED, MEANT);
        TIME_OUTS.put(WEIGHING, NOT_MEANT);
        TIME_OUTS.put(TRANSFERRING, TRANSFER_FAILED);
    }

    private State state = LISTENING;

    private static void row(State in, Event when, State then, Action... doing) {
        TABLE.computeIfAbsent(in, s -> new EnumMap<>(Event.class)).put(when, new Transition(then, List.of(doing)));
    }

    /** Takes the event; returns what is to be done, in this order. Empty when the event changes nothing. */
    public Optional<Transition> on(Event event) {
        Optional<Transition> transition = transition(state, event);
        transition.ifPresent(taken -> state = taken.next());
        return transition;
    }

    public State state() {
        return state;
    }

    /** The table's row, if there is one. */
    public static Optional<Transition> transition(State in, Event when) {
        return Optional.ofNullable(TABLE.getOrDefault(in, Map.of()).get(when));
    }

    /** What happens when nothing else does, after a time that the call's manners say. */
    public static Optional<Event> timeOut(State in) {
        return Optional.ofNullable(TIME_OUTS.get(in));
    }
}
