package ai.openclaw.voice.demo.scenario;

import java.util.List;

/** What the caller must notice, or must not. */
public sealed interface Expectation {
    /**
     * The far side says something.
     *
     * @param heard all of these must be understood
     * @param notHeard none of these may be
     * @param share how many of a phrase's words must be understood, in their order, 0 to 1
     * @param withinMs until then the far side must have begun to say it, ms
     */
    record Words(List<String> heard, List<String> notHeard, double share, int withinMs) implements Expectation {}

    /** The far side begins to speak, whatever it says; or speaks already. */
    record Speech(int withinMs) implements Expectation {}

    /** The far side falls silent, counted from the beginning of the caller's last sound. */
    record Silence(int withinMs) implements Expectation {}

    /** Nothing is heard of the far side for so long, from now on. */
    record NoSpeech(int forMs) implements Expectation {}

    /** The far side hangs up. */
    record Hangup(int withinMs) implements Expectation {}

    /** The share of words that must be understood unless the file says otherwise: a recogniser of telephone speech errs. */
    double DEFAULT_SHARE = 0.6;
}
