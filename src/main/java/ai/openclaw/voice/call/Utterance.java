package ai.openclaw.voice.call;

import java.util.ArrayList;
import java.util.List;

/**
 * What the caller says in one turn, while it is being said: one writer (the call's session) appends what the media layer
 * hears, readers wait for the next {@link Step}. A reader starts at the beginning whenever it comes, so a fallback hears
 * all that the primary heard.
 */
public final class Utterance {
    /** What happened next in the utterance. */
    public enum Kind {
        /** More speech: {@link Step#audio()} holds it. */
        AUDIO,
        /** The caller fell silent, perhaps only to think: a good moment to begin a speculative transcript. */
        PAUSE,
        /** The caller goes on after a pause: what was speculated is void. */
        RESUMED,
        /** The turn is the caller's no longer: the transcript is due. */
        COMMITTED,
        /** There was nothing worth hearing, or the call is over. */
        ABANDONED
    }

    /** One step of the utterance. {@code audio} is null except for {@link Kind#AUDIO}. */
    public record Step(Kind kind, Pcm audio) {}

    private final List<Step> steps = new ArrayList<>();
    private boolean closed;
    private int audioMs;

    /** Another utterance, still open, that begins with all that was said in this one. */
    public synchronized Utterance reopened() {
        Utterance again = new Utterance();
        steps.stream().filter(step -> step.kind == Kind.AUDIO).forEach(again::add);
        return again;
    }

    public void append(Pcm audio) {
        add(new Step(Kind.AUDIO, audio));
    }

    public void pause() {
        add(new Step(Kind.PAUSE, null));
    }

    public void resumed() {
        add(new Step(Kind.RESUMED, null));
    }

    public void commit() {
        add(new Step(Kind.COMMITTED, null));
    }

    public void abandon() {
        add(new Step(Kind.ABANDONED, null));
    }

    private synchronized void add(Step step) {
        if (closed) {
            return;
        }
        steps.add(step);
        if (step.kind == Kind.AUDIO) {
            audioMs += step.audio.durationMs();
        }
        closed = step.kind == Kind.COMMITTED || step.kind == Kind.ABANDONED;
        notifyAll();
    }

    /**
     * Waits for the step with this index. After {@link Kind#COMMITTED} or {@link Kind#ABANDONED} no step follows.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public synchronized Step await(int index) throws InterruptedException {
        while (steps.size() <= index) {
            wait();
        }
        return steps.get(index);
    }

    /** How much has been said so far, in ms of audio (pre-roll and pauses included). */
    public synchronized int audioMs() {
        return audioMs;
    }

    public synchronized boolean isClosed() {
        return closed;
    }
}
