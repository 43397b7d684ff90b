package ai.openclaw.voice.component.rtp.srtp;

import java.util.Arrays;

/**
 * What protects a call's packets in both directions. A class and no record, because a record tells all it knows to whoever
 * logs it.
 */
public final class SrtpKeys {
    private final CryptoSuite suite;
    private final byte[] ours;
    private final byte[] theirs;

    /**
     * @param ours protects what we send: the master key and, behind it, its salt
     * @param theirs protects what they send
     * @throws IllegalArgumentException when a key has not the suite's length
     */
    public SrtpKeys(CryptoSuite suite, byte[] ours, byte[] theirs) {
        if (ours.length != suite.keyLength() || theirs.length != suite.keyLength()) {
            throw new IllegalArgumentException(suite + " wants keys of " + suite.keyLength() + " bytes");
        }
        this.suite = suite;
        this.ours = ours.clone();
        this.theirs = theirs.clone();
    }

    public CryptoSuite suite() {
        return suite;
    }

    byte[] ours() {
        return ours;
    }

    byte[] theirs() {
        return theirs;
    }

    boolean protectsAlike(SrtpKeys other) {
        return other != null && suite == other.suite && Arrays.equals(ours, other.ours);
    }

    boolean readsAlike(SrtpKeys other) {
        return other != null && suite == other.suite && Arrays.equals(theirs, other.theirs);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return suite.name();
    }
}
