package ai.openclaw.voice.component.sip.register;

/**
 * How patient registrations are.
 *
 * @param checkMs how often the exchange is asked whether it still knows us, ms; 0 for never. A request this often also
 *     keeps the way through a NAT open, for which RFC 5626 section 4.4 wants one every 24 to 29 s over UDP
 * @param checkAnswerMs how long such a question may go without an answer, ms
 * @param answerMs how long a REGISTER may go without a final answer, ms; RFC 3261's 32 s would be lost for the next try
 */
public record RegistrationRules(long checkMs, long checkAnswerMs, long answerMs) {
    public static RegistrationRules checkingEvery(int seconds) {
        return new RegistrationRules(seconds * 1000L, 4000, 8000);
    }
}
