package ai.openclaw.voice.call;

/**
 * How calls to an extension are held.
 *
 * @param greeting said when the call is up; null for none
 */
public record Manners(
        Speakable greeting, BargeInRules bargeIn, EndpointRules endpoint, WaitingRules waiting, LimitRules limits) {
    public static final Manners DEFAULT =
            new Manners(null, BargeInRules.DEFAULT, EndpointRules.DEFAULT, WaitingRules.DEFAULT, LimitRules.DEFAULT);
}
