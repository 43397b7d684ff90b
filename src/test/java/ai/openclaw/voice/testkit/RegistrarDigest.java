package ai.openclaw.voice.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The passwords that a test's exchange knows, and whether a REGISTER proves one of them (RFC 2617, RFC 7616). */
final class RegistrarDigest {
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]+))");

    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, Integer> nonces = new ConcurrentHashMap<>();
    private volatile List<String> algorithms = List.of("MD5");
    private volatile boolean qop = true;
    private volatile int usesOfANonce = Integer.MAX_VALUE;

    void user(String authId, String password) {
        passwords.put(authId, password);
    }

    void algorithms(List<String> words) {
        algorithms = words;
    }

    void withoutQop() {
        qop = false;
    }

    /** After this many uses a nonce is stale. */
    void usesOfANonce(int uses) {
        usesOfANonce = uses;
    }

    /** Null when the credentials are good, {@code stale} when only their nonce is too old. */
    String refusal(SipText request) {
        for (String header : request.headers("Authorization")) {
            Map<String, String> sent = new HashMap<>();
            for (Matcher each = PARAMETER.matcher(header); each.find(); ) {
                sent.put(each.group(1), each.group(2) == null ? each.group(3) : each.group(2));
            }
            String password = passwords.get(sent.get("username"));
            Integer uses = nonces.get(sent.get("nonce"));
            if (password == null || uses == null || !sent.get("response").equals(expected(sent, password))) {
                return "wrong";
            }
            if (qop && Integer.parseInt(sent.get("nc"), 16) <= uses) {
                return "replayed";
            }
            nonces.merge(sent.get("nonce"), 1, Integer::sum);
            return uses >= usesOfANonce ? "stale" : null;
        }
        return "none";
    }

    private String expected(Map<String, String> sent, String password) {
        String algorithm = sent.getOrDefault("algorithm", "MD5");
        String one = hash(algorithm, sent.get("username") + ":" + sent.get("realm") + ":" + password);
        String two = hash(algorithm, "REGISTER:" + sent.get("uri"));
        return qop
                ? hash(
                        algorithm,
                        one + ":" + sent.get("nonce") + ":" + sent.get("nc") + ":" + sent.get("cnonce") + ":auth:"
                                + two)
                : hash(algorithm, one + ":" + sent.get("nonce") + ":" + two);
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Header lines with a fresh nonce for each algorithm. */
    List<String> challenges(boolean stale) {
        List<String> lines = new ArrayList<>();
        for (String algorithm : algorithms) {
            String nonce = UUID.randomUUID().toString();
            nonces.put(nonce, 0);
            lines.add("WWW-Authenticate: Digest realm=\"3CXPhoneSystem\", nonce=\"" + nonce + "\", algorithm="
                    + algorithm + (qop ? ", qop=\"auth\"" : "") + (stale ? ", stale=true" : ""));
        }
        return lines;
    }
}
