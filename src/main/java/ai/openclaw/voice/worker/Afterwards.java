package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.link.RoomCommand;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done once all of a turn's answer was heard. Used on the session's serial executor only. */
final class Afterwards {
    private static final Logger LOG = LoggerFactory.getLogger(Afterwards.class);

    private record Due(int turnId, RoomCommand command, Consumer<Fate> fate) {}

    private Due due;

    /** @param fate is told what became of it */
    void add(Turn turn, RoomCommand command, Consumer<Fate> fate) {
        dropUnless(turnId -> false);
        due = new Due(turn.id(), command, fate);
    }

    /** All of the turn was heard: now is the time. */
    void playedAll(int turnId, Consumer<RoomCommand> sender) {
        if (due == null || due.turnId != turnId) {
            return;
        }
        Due done = due;
        due = null;
        try {
            sender.accept(done.command);
            done.fate.accept(Fate.GIVEN);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be given", done.command.getClass().getSimpleName(), e);
            done.fate.accept(Fate.FAILED);
        }
    }

    /** The caller went on instead, when the turn does not speak any more. */
    void dropUnless(IntPredicate speaks) {
        if (due != null && !speaks.test(due.turnId)) {
            Due dropped = due;
            due = null;
            dropped.fate.accept(Fate.CALLER_WENT_ON);
        }
    }
}
