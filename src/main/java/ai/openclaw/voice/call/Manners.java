package ai.openclaw.voice.call;

/**
 * How calls to an extension are held.
 *
 * @param greeting said when the call is up; null for none
 * @param thinking said when the answer takes long; null for none
 * @param transferFailed said when the caller was to be handed over to somebody, and was not; null for none
 */
public record Manners(
        Speakable greeting,
        Speakable thinking,
        Speakable transferFailed,
        BargeInRules bargeIn,
        EndpointRules endpoint,
        WaitingRules waiting,
        LimitRules limits) {
    public static final Manners DEFAULT = new Manners(
            null, null, null, BargeInRules.DEFAULT, EndpointRules.DEFAULT, WaitingRules.DEFAULT, LimitRules.DEFAULT);
}
