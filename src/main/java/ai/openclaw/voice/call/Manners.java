package ai.openclaw.voice.call;

/**
 * How calls to an extension are held.
 *
 * @param greeting said when the call is up; null for none
 * @param thinking said when the answer takes long; null for none
 */
public record Manners(
        Speakable greeting,
        Speakable thinking,
        BargeInRules bargeIn,
        EndpointRules endpoint,
        WaitingRules waiting,
        LimitRules limits) {
    public static final Manners DEFAULT = new Manners(
            null, null, BargeInRules.DEFAULT, EndpointRules.DEFAULT, WaitingRules.DEFAULT, LimitRules.DEFAULT);
}
