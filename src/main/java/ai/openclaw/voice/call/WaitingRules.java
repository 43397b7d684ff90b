package ai.openclaw.voice.call;

/**
 * What is done so that the line is never dead.
 *
 * @param phraseAfterMs how long a caller waits for an answer before a phrase says that it will come, ms; 0 for never
 * @param tone whether a soft tone follows until there is something to say
 * @param idleAfterMs how long nobody says anything before the caller is asked whether they are there, ms; 0 for never
 * @param idlePrompts how often they are asked before we say goodbye
 */
public record WaitingRules(int phraseAfterMs, boolean tone, int idleAfterMs, int idlePrompts) {
    public static final WaitingRules DEFAULT = new WaitingRules(2500, true, 20_000, 2);
}
