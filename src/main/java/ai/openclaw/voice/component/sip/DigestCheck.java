package ai.openclaw.voice.component.sip;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sip.header.AuthorizationHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Has callers prove an extension's password, RFC 7616 and RFC 8760. A nonce carries its time and is signed for one
 * address, so that nothing needs to be remembered for those who never answer.
 */
final class DigestCheck {
    enum Verdict {
        /** No credentials for us. */
        NONE,
        GOOD,
        /** Right, but for a nonce that is too old. */
        STALE,
        WRONG
    }

    private static final String REALM = "voice";
    /** A caller answers at once; later, somebody may be using what they have overheard. */
    private static final long NONCE_LIFE_MS = 30_000;

    private final Supplier<List<SipAccount>> accounts;
    private final LongSupplier clock;
    private final SecretKeySpec secret;

    /** @param clock ms since the epoch */
    DigestCheck(Supplier<List<SipAccount>> accounts, LongSupplier clock) {
        this.accounts = accounts;
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        secret = new SecretKeySpec(random, "HmacSHA256");
    }

    Verdict verdict(Request request, InetAddress source) {
        return credentials(request).map(sent -> verdict(sent, request, source)).orElse(Verdict.NONE);
    }

    /** Those for us, among what others on the way may have asked for. */
    static Optional<AuthorizationHeader> credentials(Request request) {
        for (ListIterator<?> each = request.getHeaders(AuthorizationHeader.NAME); each.hasNext(); ) {
            if (each.next() instanceof AuthorizationHeader sent && REALM.equals(sent.getRealm())) {
                return Optional.of(sent);
            }
        }
        return Optional.empty();
    }

    private Verdict verdict(AuthorizationHeader sent, Request request, InetAddress source) {
        long madeAt = madeAt(sent.getNonce(), source);
        SipAccount account = accounts.get().stream()
                .filter(one -> one.authId().equals(sent.getUsername()))
                .findFirst()
                .orElse(null);
        DigestAlgorithm algorithm = DigestAlgorithm.of(sent.getAlgorithm()).orElse(null);
        if (madeAt < 0
                || account == null
                || account.password() == null
                || algorithm == null
                || sent.getResponse() == null
                || sent.getURI() == null
                || !"auth".equals(sent.getQop())) {
            return Verdict.WRONG;
        }
        DigestChallenge challenge = new DigestChallenge(false, REALM, sent.getNonce(), null, algorithm, true, false);
        String proof = DigestAnswer.proof(
                challenge,
                algorithm.hash(sent.getUsername(), REALM, account.password()),
                request.getMethod(),
                sent.getURI().toString(),
                sent.getParameter("nc"),
                sent.getCNonce());
        boolean right = MessageDigest.isEqual(
                proof.getBytes(StandardCharsets.UTF_8), sent.getResponse().getBytes(StandardCharsets.UTF_8));
        if (!right) {
            return Verdict.WRONG;
        }
        return clock.getAsLong() - madeAt > NONCE_LIFE_MS ? Verdict.STALE : Verdict.GOOD;
    }

    /** The strongest first, RFC 8760 section 2.4; old phones know the last only. */
    void challenge(Response response, Messages messages, InetAddress source, boolean stale) {
        for (DigestAlgorithm algorithm : List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5)) {
            response.addHeader(messages.header(
                    "WWW-Authenticate",
                    "Digest realm=\"" + REALM + "\", nonce=\"" + nonce(clock.getAsLong(), source) + "\", algorithm="
                            + algorithm.word() + ", qop=\"auth\"" + (stale ? ", stale=true" : "")));
        }
    }

    private String nonce(long time, InetAddress source) {
        String at = Long.toHexString(time);
        return at + "." + signature(at + source.getHostAddress());
    }

    /** When it was made, ms since the epoch; -1 when it is none of ours, or another's. */
    private long madeAt(String nonce, InetAddress source) {
        int dot = nonce == null ? -1 : nonce.indexOf('.');
        if (dot < 1 || dot > 15) {
            return -1;
        }
        String at = nonce.substring(0, dot);
        byte[] expected = signature(at + source.getHostAddress()).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, nonce.substring(dot + 1).getBytes(StandardCharsets.UTF_8))
                ? Long.parseLong(at, 16)
                : -1;
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256", e);
        }
    }
}
