package ai.openclaw.voice.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
        /** The caller has probably finished: the transcript is due, though the turn is cancelled if they go on after all. */
        PRESUMED,
        /** The turn is the caller's no longer: the transcript is due. */
        COMMITTED,
        /** There was nothing worth hearing, or the call is over. */
        ABANDONED
    }

    /** One step of the utterance. {@code audio} is null except for {@link Kind#AUDIO}. */
    public record Step(Kind kind, Pcm audio) {}

    private final List<Step> steps = new ArrayList<>();
    private Consumer<Supposition> onSupposed = supposition -> {};
    private boolean closed;
    private int audioMs;

    /**
     * What a recogniser believes that was said so far.
     *
     * @param words as they stand now; empty when nothing was understood
     * @param whole true: all that was said before the pause is in it; false: the caller still speaks, and it may change
     * @param pause the number of the pause that it is about, see {@link #pauses()}
     */
    public record Supposition(String words, boolean whole, int pause) {}

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

    public void presume() {
        add(new Step(Kind.PRESUMED, null));
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

    /** Who wants to know what recognisers suppose. Called on the recogniser's thread. */
    public synchronized void onSupposed(Consumer<Supposition> listener) {
        onSupposed = listener;
    }

    /** Told by a recogniser. */
    public void suppose(Supposition supposition) {
        Consumer<Supposition> listener;
        synchronized (this) {
            listener = onSupposed;
        }
        listener.accept(supposition);
    }

    /** How often the caller has paused so far. */
    public synchronized int pauses() {
        return (int) steps.stream().filter(step -> step.kind == Kind.PAUSE).count();
    }

    /** The last of what was said, at the rate in which it came, and no further back than that: at most {@code ms} of it. */
    public synchronized Pcm last(int ms) {
        int rate = 0;
        int missing = ms;
        List<short[]> pieces = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0 && missing > 0; i--) {
            Pcm audio = steps.get(i).audio;
            if (audio != null) {
                if (rate != 0 && rate != audio.sampleRateHz()) {
                    break;
                }
                rate = audio.sampleRateHz();
                pieces.add(0, audio.samples());
                missing -= audio.durationMs();
            }
        }
        rate = rate == 0 ? 8000 : rate;
        int all = pieces.stream().mapToInt(piece -> piece.length).sum();
        short[] samples = new short[Math.min(all, ms * rate / 1000)];
        int to = samples.length;
        for (int i = pieces.size() - 1; i >= 0 && to > 0; i--) {
            short[] piece = pieces.get(i);
            int n = Math.min(to, piece.length);
            System.arraycopy(piece, piece.length - n, samples, to - n, n);
            to -= n;
        }
        return new Pcm(samples, rate);
    }

    /** How much has been said so far, in ms of audio (pre-roll and pauses included). */
    public synchronized int audioMs() {
        return audioMs;
    }

    public synchronized boolean isClosed() {
        return closed;
    }
}
