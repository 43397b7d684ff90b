package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.EndpointRules;
import ai.openclaw.voice.speech.Completeness;
import java.util.OptionalDouble;

/**
 * How long a caller who fell silent is waited for. What they said tells whether something must follow, how it sounded
 * tells whether they meant to stop. The shares were fitted to human speech with pauses cut in, see docs/models.md.
 */
public final class Endpointing {
    /**
     * Words that sound finished: the probability that the sound does, too, and the share of the way from the shortest to
     * the longest wait. Nearly all who have finished are above 0.9, and of those who pause in mid-sentence, few.
     */
    private static final double[][] SHARES = {{0, 0.9}, {0.5, 0.9}, {0.8, 0.5}, {0.9, 0.2}, {0.95, 0}, {1, 0}};

    /** For words that sound finished when nobody heard the sound: too soon for one in three who only pause. */
    private static final double WORDS_ALONE = 0.45;
    /** "Yes." Too short to sound like anything, and an answer all the same; some go on: "yes, please". */
    private static final double WHOLE_ANSWER = 0.15;
    /** As long as the words are not known, they may be "and". */
    private static final double SOUND_ALONE = 0.5;
    /** Below it, two of three would be answered for nothing. */
    private static final double LIKELY = 0.3;

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
        int wait = (int) Math.round(rules.minMs() + share(completeness, finished) * (rules.maxMs() - rules.minMs()));
        boolean likely = completeness == Completeness.WHOLE
                || completeness == Completeness.COMPLETE && finished.orElse(1) >= LIKELY;
        return new Verdict(wait, likely && rules.presume());
    }

    private static double share(Completeness completeness, OptionalDouble finished) {
        return switch (completeness) {
            case WHOLE -> WHOLE_ANSWER;
            case COMPLETE -> finished.isPresent() ? share(finished.getAsDouble()) : WORDS_ALONE;
            case UNKNOWN -> finished.isPresent() ? Math.max(SOUND_ALONE, share(finished.getAsDouble())) : 1;
            default -> 1;
        };
    }

    private static double share(double finished) {
        int i = 1;
        while (i < SHARES.length - 1 && SHARES[i][0] < finished) {
            i++;
        }
        double[] low = SHARES[i - 1];
        double[] high = SHARES[i];
        double along = Math.max(0, Math.min(1, (finished - low[0]) / (high[0] - low[0])));
        return low[1] + along * (high[1] - low[1]);
    }
}
