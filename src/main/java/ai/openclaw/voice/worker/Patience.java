package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.TurnStateMachine;
import ai.openclaw.voice.call.TurnStateMachine.Event;
import ai.openclaw.voice.call.TurnStateMachine.State;
import java.util.function.Consumer;

/** How long things may stay as they are, and what happens then. Used on the session's serial executor only. */
final class Patience {
    /** The room tells that an interruption is meant; should it not, this much later it counts as meant, ms. */
    private static final int MEANT_MARGIN_MS = 400;
    /** The exchange tells how a transfer ended, or the SIP side gives it up; should neither, it counts as failed then, ms. */
    private static final int TRANSFER_MS = 300_000;

    private static final long NEVER = Long.MAX_VALUE;

    private final Manners manners;
    private final WorkerClock clock;
    private final StateTimer timer;
    private final Consumer<Event> atItsEnd;
    private boolean held;

    /** @param atItsEnd is told what happens when nothing else did */
    Patience(Manners manners, WorkerClock clock, StateTimer timer, Consumer<Event> atItsEnd) {
        this.manners = manners;
        this.clock = clock;
        this.timer = timer;
        this.atItsEnd = atItsEnd;
    }

    /** Whoever has put us on hold is not waited for. */
    void held(boolean isHeld) {
        held = isHeld;
    }

    /** The time is counted from now. @param pause the caller's latest, or null */
    void restart(State state, Pause pause) {
        timer.stop();
        TurnStateMachine.timeOut(state).ifPresent(event -> {
            long delay = delayMs(state, pause);
            if (delay != NEVER) {
                timer.restart(delay, () -> atItsEnd.accept(event));
            }
        });
    }

    private long delayMs(State state, Pause pause) {
        return switch (state) {
            case LISTENING -> unlessHeld(manners.waiting().idleAfterMs());
            case THINKING, STALLED -> unlessHeld(manners.waiting().phraseAfterMs());
            case PAUSING, PRESUMING -> pause.restMs(clock.millis());
            case INTERRUPTED -> manners.bargeIn().meantAfterMs() + MEANT_MARGIN_MS;
            case WEIGHING -> manners.bargeIn().weighMs();
            case TRANSFERRING -> TRANSFER_MS;
            default -> NEVER;
        };
    }

    private long unlessHeld(int ms) {
        return held || ms == 0 ? NEVER : ms;
    }
}
