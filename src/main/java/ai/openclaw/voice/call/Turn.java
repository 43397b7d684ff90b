package ai.openclaw.voice.call;

import java.util.ArrayList;
import java.util.List;

/**
 * One exchange of words: the caller says something, the assistant answers. Everything asynchronous that is done for a
 * turn carries it, and is dropped once the turn {@linkplain #isCurrent() is no longer current}.
 */
public final class Turn {
    private final CallId callId;
    private final int id;
    private final TurnTimings timings = new TurnTimings();
    private final List<Runnable> onCancel = new ArrayList<>();
    private boolean current = true;

    /**
     * @param id counts up from 1 within a call; 0 is the greeting
     */
    public Turn(CallId callId, int id) {
        this.callId = callId;
        this.id = id;
    }

    public CallId callId() {
        return callId;
    }

    public int id() {
        return id;
    }

    public TurnTimings timings() {
        return timings;
    }

    public synchronized boolean isCurrent() {
        return current;
    }

    /** Runs {@code action} when the turn is cancelled, at once if it already was: closes a model's stream, stops a TTS. */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (current) {
                onCancel.add(action);
                return;
            }
        }
        action.run();
    }

    /** The turn is over for all that still works for it. Idempotent. */
    public void cancel() {
        synchronized (this) {
            current = false;
        }
        endWork();
    }

    /** Ends what is still being done for the turn, as {@link #cancel}, but what it has said so far may still be heard. */
    public void endWork() {
        List<Runnable> actions;
        synchronized (this) {
            actions = List.copyOf(onCancel);
            onCancel.clear();
        }
        actions.forEach(Runnable::run);
    }

    @Override
    public String toString() {
        return "turn " + id;
    }
}
