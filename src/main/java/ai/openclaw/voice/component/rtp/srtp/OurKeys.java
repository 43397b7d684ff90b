package ai.openclaw.voice.component.rtp.srtp;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;

/**
 * The keys that protect what we send in one call: one for each suite, made when it is first needed, and the same for as
 * long as the call is protected by it, so that a change in mid-call does not upset the other side's count of packets.
 * Thread-safe.
 */
public final class OurKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<CryptoSuite, byte[]> keys = new EnumMap<>(CryptoSuite.class);

    /** The master key and, behind it, its salt. */
    public synchronized byte[] of(CryptoSuite suite) {
        return keys.computeIfAbsent(suite, s -> {
                    byte[] key = new byte[s.keyLength()];
                    RANDOM.nextBytes(key);
                    return key;
                })
                .clone();
    }

    /**
     * The call is protected by this suite alone now, or by none: another one begins with another key when it is used again,
     * because where its counts were by then, neither side can be sure.
     *
     * @param suite null when packets go in clear
     */
    public synchronized void keepOnly(CryptoSuite suite) {
        keys.keySet().removeIf(other -> other != suite);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "OurKeys" + keys.keySet();
    }
}
