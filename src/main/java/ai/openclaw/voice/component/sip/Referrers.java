package ai.openclaw.voice.component.sip;

/**
 * Who may refer us to somebody else (REFER), whom we then call in the name of the call's extension: the exchange lets us, and
 * its owner pays for it. Lower case, as it is written in a URI.
 */
public enum Referrers {
    /**
     * The exchanges that our extensions are registered at. Where the call's extension is registered at none, anyone: we call
     * back the way that the call came, with nobody's password.
     */
    exchanges,
    /** Whoever may call us. */
    anyone,
    /** No one. */
    nobody
}
