package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.TransferFailure;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.link.RoomCommand;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done once all of a turn's answer was heard, and, if it was to hand the caller over, what came of that. Used on
 * the session's serial executor only.
 */
final class Afterwards {
    private static final Logger LOG = LoggerFactory.getLogger(Afterwards.class);

    private record Due(Turn turn, RoomCommand command, Sequel sequel) {}

    private Due due;
    /** Of the transfer of which it is not known yet what comes of it; null when none is under way. */
    private Sequel awaited;
    /** At the end of this turn the caller is told that a transfer failed; null when there is nothing to be told. */
    private Turn untoldIn;
    /** The brain is asked in this turn and knows of it, so that it is the brain's to tell the caller. */
    private boolean unlessAsked;

    void add(Turn turn, RoomCommand command, Sequel sequel) {
        dropUnless(turnId -> false);
        if (awaited != null && command instanceof RoomCommand.Transfer) {
            sequel.failed(TransferFailure.NOT_POSSIBLE);
        } else {
            due = new Due(turn, command, sequel);
        }
    }

    /** All of the turn was heard: now is the time. */
    void playedAll(int turnId, Consumer<RoomCommand> sender) {
        if (due == null || due.turn.id() != turnId) {
            return;
        }
        Due done = due;
        due = null;
        try {
            sender.accept(done.command);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be given", done.command.getClass().getSimpleName(), e);
            done.sequel.failed(TransferFailure.NOT_POSSIBLE);
            tellAfter(done.turn);
            return;
        }
        if (done.command instanceof RoomCommand.Transfer) {
            awaited = done.sequel;
        }
        done.sequel.given();
    }

    /** The caller went on instead, when the turn does not speak any more. */
    void dropUnless(IntPredicate speaks) {
        if (due != null && !speaks.test(due.turn.id())) {
            Due dropped = due;
            due = null;
            dropped.sequel.callerWentOn();
        }
    }

    /** Whether somebody is being called to whom the caller is to be handed over. */
    boolean awaitsTransfer() {
        return awaited != null;
    }

    /** @return false when none was under way, so that it is no news */
    boolean transferFailed(TransferFailure why) {
        if (awaited == null) {
            return false;
        }
        Sequel told = awaited;
        awaited = null;
        told.failed(why);
        return true;
    }

    /** The caller is to hear of the failure, but not before this turn has been heard. */
    void tellAfter(Turn turn) {
        untoldIn = turn;
        unlessAsked = !turn.timings().reached(Stage.ASKED);
    }

    /** Whether the caller is to hear of a failure, now that the turn is over. After another turn it is no news any more. */
    boolean isUntold(Turn turn) {
        boolean untold = untoldIn == turn && !(unlessAsked && turn.timings().reached(Stage.ASKED));
        untoldIn = null;
        return untold;
    }
}
