package ai.openclaw.voice.component.rtp.sdp;

import ai.openclaw.voice.component.rtp.srtp.CryptoSuite;
import java.util.Base64;

/**
 * An {@code a=crypto} attribute that we can act upon (RFC 4568, section 9.1).
 *
 * @param tag by which the answer names it
 */
public record CryptoLine(int tag, CryptoSuite suite, byte[] key) {
    private static final String METHOD = "inline:";

    /** What the attribute's value says; null when it is malformed, or asks for what we cannot do. */
    public static CryptoLine of(String value) {
        String[] parts = value.trim().split("\\s+");
        if (parts.length < 3 || !parts[0].matches("\\d{1,9}") || !parts[2].startsWith(METHOD)) {
            return null;
        }
        CryptoSuite suite = CryptoSuite.of(parts[1]);
        // Several keys come with an index in each packet (MKI), and so may a single one: we read none.
        String[] inline = parts[2].substring(METHOD.length()).split("\\|", -1);
        if (suite == null
                || parts[2].contains(";")
                || parts[2].substring(METHOD.length()).contains(":")) {
            return null;
        }
        for (int i = 3; i < parts.length; i++) {
            // What else is there changes how packets are made: section 6.3. A hint about the window does not.
            if (!parts[i].startsWith("WSH=")) {
                return null;
            }
        }
        try {
            byte[] key = Base64.getDecoder().decode(inline[0]);
            return key.length == suite.keyLength() ? new CryptoLine(Integer.parseInt(parts[0]), suite, key) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The attribute, as SDP has it. */
    public static String write(int tag, CryptoSuite suite, byte[] key) {
        return "a=crypto:" + tag + " " + suite + " " + METHOD
                + Base64.getEncoder().encodeToString(key) + "\r\n";
    }

    /** Without the key. */
    @Override
    public String toString() {
        return tag + " " + suite;
    }
}
