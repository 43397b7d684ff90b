package ai.openclaw.voice.component.sip;

/**
 * Who may call us.
 *
 * @param allowedSources addresses and ranges, separated by commas, that may call us besides our exchanges; with
 *     127.0.0.1 among them, each address of this machine
 * @param dropsScanners whether known scanners, and sources that insist, get silence instead of a refusal
 * @param wantsDigest whether callers that are no exchange of ours must prove an extension's password
 * @param burst how many requests a stranger may send at once
 * @param perSecond how many a stranger may send in the long run
 */
public record GuardRules(
        String allowedSources, boolean dropsScanners, boolean wantsDigest, int burst, double perSecond) {
    /** This machine: v1, the demo's phone, an operator who tries it. */
    public static final String THIS_MACHINE = "127.0.0.0/8,::1";

    /** A phone that calls in earnest needs a handful of requests; a scanner sends hundreds a second. */
    public static final GuardRules DEFAULT = new GuardRules(THIS_MACHINE, true, false, 20, 2);

    /** @throws IllegalArgumentException when a source is no address and no range */
    public GuardRules {
        Networks.of(allowedSources);
    }
}
