package ai.openclaw.voice.component.sip.register;

/**
 * What became of a REGISTER.
 *
 * @param status the final response's; 0 when there was none
 * @param text the response's words, or why there was none
 * @param grantedSeconds for how long we are registered, after a 200
 * @param minExpiresSeconds the least that the exchange wants, after a 423; else 0
 * @param retryAfterSeconds when to try again, as the exchange wishes; 0 when it does not say
 * @param cSeq that of the last REGISTER sent, which challenges raise
 * @param contact the address that we registered
 * @param moved whether that is not the address at which the exchange sees us now
 */
public record RegisterOutcome(
        int status,
        String text,
        int grantedSeconds,
        int minExpiresSeconds,
        int retryAfterSeconds,
        long cSeq,
        String contact,
        boolean moved) {

    public static RegisterOutcome unanswered(String why) {
        return new RegisterOutcome(0, why, 0, 0, 0, 0, null, false);
    }
}
