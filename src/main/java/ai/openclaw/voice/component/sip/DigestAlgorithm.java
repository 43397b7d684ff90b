package ai.openclaw.voice.component.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The hash functions of RFC 7616 and RFC 8760, the weakest first. */
enum DigestAlgorithm {
    MD5("MD5", "MD5"),
    SHA_256("SHA-256", "SHA-256"),
    SHA_512_256("SHA-512-256", "SHA-512/256");

    private final String word;
    private final String javaName;

    DigestAlgorithm(String word, String javaName) {
        this.word = word;
        this.javaName = javaName;
    }

    /** How challenges name it. */
    String word() {
        return word;
    }

    /** @param word null means MD5, RFC 7616 section 3.3; empty for one that we do not know */
    static Optional<DigestAlgorithm> of(String word) {
        return word == null
                ? Optional.of(MD5)
                : Arrays.stream(values())
                        .filter(one -> one.word.equalsIgnoreCase(word))
                        .findFirst();
    }

    /** The hash of the parts, joined by colons, in lower-case hexadecimal. */
    String hash(String... parts) {
        try {
            byte[] text = String.join(":", parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance(javaName).digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + javaName, e);
        }
    }
}
