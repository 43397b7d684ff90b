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
    private final Spoken spoken = new Spoken();
    private final List<Runnable> onCancel = new ArrayList<>();
    private final List<Runnable> onFloor = new ArrayList<>();
    private boolean current = true;
    private boolean floor = true;
    private String context = "";

    /**
     * @param id counts up within a call, for phrases that we say unasked, too; 0 is the greeting
     */
    public Turn(CallId callId, int id) {
        this.callId = callId;
        this.id = id;
    }

    /** A turn whose caller may still go on: what it has to say is not heard before it is {@linkplain #giveFloor given} the floor. */
    public static Turn withoutFloor(CallId callId, int id) {
        Turn turn = new Turn(callId, id);
        turn.floor = false;
        return turn;
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

    /** What of its answer was sent to be heard. */
    public Spoken spoken() {
        return spoken;
    }

    public synchronized boolean isCurrent() {
        return current;
    }

    /** What the brain must know beside the caller's words, for instance how much of the last answer was heard; or empty. */
    public synchronized String context() {
        return context;
    }

    public synchronized void know(String context) {
        this.context = context;
    }

    /** The caller has finished: what the turn has to say may be heard. */
    public void giveFloor() {
        List<Runnable> actions;
        synchronized (this) {
            floor = true;
            notifyAll();
            actions = List.copyOf(onFloor);
            onFloor.clear();
        }
        actions.forEach(Runnable::run);
    }

    /** Runs {@code action} once the turn may be heard, at once if it already may; never, if it is cancelled before. */
    public void onFloor(Runnable action) {
        synchronized (this) {
            if (!floor) {
                onFloor.add(action);
                return;
            }
        }
        action.run();
    }

    /**
     * Waits until the turn may be heard; an answer can be ready before it is certain that the caller has finished.
     *
     * @return false when the turn was cancelled instead
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public synchronized boolean awaitFloor() throws InterruptedException {
        while (!floor && current) {
            wait();
        }
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
            notifyAll();
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
