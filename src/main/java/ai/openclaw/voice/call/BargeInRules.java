package ai.openclaw.voice.call;

/**
 * How it is taken when the caller speaks while the assistant does. The playout first falls silent, as a reflex; then it
 * is weighed whether the caller meant to interrupt, by how long they speak and by what they say.
 *
 * @param enabled false: the assistant finishes whatever the caller says; what they said is answered afterwards
 * @param pauseAfterMs how much speech silences the playout, ms
 * @param meantAfterMs how much speech is an interruption whatever the words are, ms
 * @param guardMs for how long after the start of our speech the caller's does not silence it, ms
 * @param vadThreshold from which probability a frame is speech while we speak, 0 to 1
 * @param protectGreeting true: the greeting is heard to its end
 * @param weighMs how long a caller who fell silent again may leave us in doubt before we go on, ms
 * @param resume where a false interruption goes on from
 */
public record BargeInRules(
        boolean enabled,
        int pauseAfterMs,
        int meantAfterMs,
        int guardMs,
        float vadThreshold,
        boolean protectGreeting,
        int weighMs,
        Resume resume) {

    /** Where the speech goes on after an interruption that was none. */
    public enum Resume {
        /** At the next clause; the last one is said again, for there is no next. */
        NEXT_CLAUSE,
        /** The clause that was cut is said again. */
        SAME_CLAUSE
    }

    /** Two VAD frames of 32 ms silence us; livekit's and pipecat's half a second, and a bit, is an interruption. */
    public static final BargeInRules DEFAULT =
            new BargeInRules(true, 64, 600, 300, 0.5f, false, 2000, Resume.NEXT_CLAUSE);

    /** The same, except that nobody can interrupt. */
    public BargeInRules never() {
        return new BargeInRules(
                false, pauseAfterMs, meantAfterMs, guardMs, vadThreshold, protectGreeting, weighMs, resume);
    }

    /** Whether the caller may interrupt this turn. @param turnId 0 is the greeting */
    public boolean mayInterrupt(int turnId) {
        return enabled && !(protectGreeting && turnId == 0);
    }
}
