package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.link.RoomCommand;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** What is to be done once all of a turn's answer was heard. Used on the session's serial executor only. */
final class Afterwards {
    private record Due(int turnId, RoomCommand command, Consumer<Boolean> fate) {}

    private Due due;

    /** @param fate is told whether the command was given */
    void add(Turn turn, RoomCommand command, Consumer<Boolean> fate) {
        dropUnless(turnId -> false);
        due = new Due(turn.id(), command, fate);
    }

    /** All of the turn was heard: the command that is to be given now. */
    Optional<RoomCommand> playedAll(int turnId) {
        if (due == null || due.turnId != turnId) {
            return Optional.empty();
        }
        Due done = due;
        due = null;
        done.fate.accept(true);
        return Optional.of(done.command);
    }

    /** The caller went on instead, when the turn does not speak any more. */
    void dropUnless(IntPredicate speaks) {
        if (due != null && !speaks.test(due.turnId)) {
            Due dropped = due;
            due = null;
            dropped.fate.accept(false);
        }
    }
}
