package ai.openclaw.voice.call;

/**
 * When a caller who fell silent has finished. All times count from the end of their speech.
 *
 * @param minMs nobody is taken at their word sooner, ms
 * @param maxMs nobody is waited for longer, ms, except who dictates
 * @param dictationMs how long somebody who dictates a number may pause, ms
 * @param presume whether the brain is asked on the presumption that the caller has finished, before that is certain
 */
public record EndpointRules(int minMs, int maxMs, int dictationMs, boolean presume) {
    /**
     * An answer that is presumed is ready 500 ms after the end of speech at the earliest, so a shorter wait than 400 would
     * gain nothing; hesitations rarely last longer than 1.2 s (docs/models.md has the figures).
     */
    public static final EndpointRules DEFAULT = new EndpointRules(400, 1400, 2500, true);
}
