package ai.openclaw.voice.component.rtp.srtp;

import org.jitsi.srtp.SrtpPolicy;

/** How packets are ciphered and signed: RFC 4568, section 6.2, and RFC 6188, section 3. */
public enum CryptoSuite {
    AES_CM_128_HMAC_SHA1_80(16, 10),
    AES_CM_128_HMAC_SHA1_32(16, 4),
    AES_256_CM_HMAC_SHA1_80(32, 10),
    AES_256_CM_HMAC_SHA1_32(32, 4);

    static final int SALT = 14;
    private static final int SIGNING_KEY = 20;
    // Reports are always signed in full: RFC 4568, section 6.2.2.
    private static final int REPORT_SIGNATURE = 10;

    private final int key;
    private final int signature;

    CryptoSuite(int key, int signature) {
        this.key = key;
        this.signature = signature;
    }

    /** The suite with this name, or null. */
    public static CryptoSuite of(String name) {
        for (CryptoSuite suite : values()) {
            if (suite.name().equals(name)) {
                return suite;
            }
        }
        return null;
    }

    /** Length of a master key with its salt behind it, bytes. */
    public int keyLength() {
        return key + SALT;
    }

    int masterKey() {
        return key;
    }

    SrtpPolicy sound() {
        return policy(signature);
    }

    SrtpPolicy reports() {
        return policy(REPORT_SIGNATURE);
    }

    private SrtpPolicy policy(int signatureLength) {
        return new SrtpPolicy(
                SrtpPolicy.AESCM_ENCRYPTION,
                key,
                SrtpPolicy.HMACSHA1_AUTHENTICATION,
                SIGNING_KEY,
                signatureLength,
                SALT);
    }
}
