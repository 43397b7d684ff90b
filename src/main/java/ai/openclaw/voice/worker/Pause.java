package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.EndpointRules;
import java.util.OptionalDouble;

/** One silence of the caller, and what is known of whether they have finished. */
final class Pause {
    private final int number;
    private final long speechEndedMs;
    private final EndpointRules rules;
    private String words;
    private OptionalDouble finished = OptionalDouble.empty();

    /**
     * @param number counts the utterance's pauses from 1
     * @param speechEndedMs when the last speech was heard, on the worker's clock, ms
     */
    Pause(int number, long speechEndedMs, EndpointRules rules) {
        this.number = number;
        this.speechEndedMs = speechEndedMs;
        this.rules = rules;
    }

    int number() {
        return number;
    }

    /** @param words what a recogniser makes of all that was said before the pause */
    void heard(String words) {
        this.words = words;
    }

    /** @param probability that the speech sounds finished, 0 to 1 */
    void sounded(double probability) {
        finished = OptionalDouble.of(probability);
    }

    boolean isPresumedFinished() {
        return rules.presume() && words != null && verdict().presume();
    }

    /** How much longer it is waited for, ms. */
    long restMs(long nowMs) {
        return speechEndedMs + verdict().waitMs() - nowMs;
    }

    private Endpointing.Verdict verdict() {
        return Endpointing.of(rules, words, finished);
    }
}
