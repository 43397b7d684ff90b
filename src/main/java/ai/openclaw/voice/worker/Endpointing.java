package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.EndpointRules;
import ai.openclaw.voice.speech.Completeness;
import java.util.OptionalDouble;

/**
 * How long a caller who fell silent is waited for. What they said tells whether something must follow, how it sounded
 * tells whether they meant to stop. The shares were fitted to human speech with pauses cut in, see docs/models.md.
 */
public final class Endpointing {
    /** Of the way from the shortest to the longest wait: for words that sound finished, of which nobody heard the sound. */
    private static final double COMPLETE = 0.35;

    private static final double OPEN = 1;

    private Endpointing() {}

    /**
     * @param waitMs how long to wait in all, counted from the end of speech, ms
     * @param presume whether to begin with the answer meanwhile
     */
    public record Verdict(int waitMs, boolean presume) {}

    /**
     * Asked anew whenever more is known of the same pause.
     *
     * @param words what the caller said; null: not known yet
     * @param finished the probability that it sounded finished, as Smart Turn has it; empty: not known, or no model
     */
    public static Verdict of(EndpointRules rules, String words, OptionalDouble finished) {
        Completeness completeness = Completeness.of(words);
        if (completeness == Completeness.DICTATING) {
            return new Verdict(rules.dictationMs(), false);
        }
        double share = share(completeness, finished);
        boolean likely = completeness == Completeness.COMPLETE && share < 0.5;
        int wait = (int) Math.round(rules.minMs() + share * (rules.maxMs() - rules.minMs()));
        return new Verdict(wait, likely && rules.presume());
    }

    private static double share(Completeness completeness, OptionalDouble finished) {
        if (completeness == Completeness.OPEN) {
            return OPEN;
        }
        if (finished.isEmpty()) {
            return completeness == Completeness.COMPLETE ? COMPLETE : 1;
        }
        double doubt = 1 - finished.getAsDouble();
        return completeness == Completeness.COMPLETE ? doubt * doubt : doubt;
    }
}
