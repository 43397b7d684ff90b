package ai.openclaw.voice.component.rtp.srtp;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;

/**
 * The keys that protect what we send in one call: one for each suite, made when it is first needed, and the same for the
 * whole call, so that a change in mid-call does not upset the other side's count of packets. Thread-safe.
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

    /** Without the keys. */
    @Override
    public String toString() {
        return "OurKeys" + keys.keySet();
    }
}
