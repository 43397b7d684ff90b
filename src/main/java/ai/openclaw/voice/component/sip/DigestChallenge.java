package ai.openclaw.voice.component.sip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import javax.sip.header.Header;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Response;

/**
 * What a 401 or a 407 wants to see, RFC 7616 section 3.3.
 *
 * @param proxy whether a proxy on the way asks (407), and not who is called (401)
 * @param opaque to be given back as it is, or null
 * @param withQop whether quality of protection is offered; without it the answer is RFC 2069's
 * @param stale whether only the nonce was too old, and not the password wrong
 */
record DigestChallenge(
        boolean proxy,
        String realm,
        String nonce,
        String opaque,
        DigestAlgorithm algorithm,
        boolean withQop,
        boolean stale) {

    /** Of each realm the strongest that we can answer; others are left out. */
    static List<DigestChallenge> in(Response response) {
        Map<String, DigestChallenge> best = new LinkedHashMap<>();
        for (WWWAuthenticateHeader header : headers(response)) {
            read(header)
                    .ifPresent(one -> best.merge(
                            one.proxy + one.realm, one, java.util.function.BinaryOperator.maxBy(byStrength())));
        }
        return List.copyOf(best.values());
    }

    private static Comparator<DigestChallenge> byStrength() {
        return Comparator.comparing(DigestChallenge::algorithm);
    }

    private static List<WWWAuthenticateHeader> headers(Response response) {
        List<WWWAuthenticateHeader> all = new ArrayList<>();
        for (String name : List.of(WWWAuthenticateHeader.NAME, ProxyAuthenticateHeader.NAME)) {
            for (ListIterator<?> each = response.getHeaders(name); each.hasNext(); ) {
                // A proxy's header is of the same type in JAIN SIP.
                if ((Header) each.next() instanceof WWWAuthenticateHeader header) {
                    all.add(header);
                }
            }
        }
        return all;
    }

    private static Optional<DigestChallenge> read(WWWAuthenticateHeader header) {
        if (!"Digest".equalsIgnoreCase(header.getScheme()) || header.getNonce() == null || header.getRealm() == null) {
            return Optional.empty();
        }
        boolean withQop = header.getQop() != null && !header.getQop().isBlank();
        if (withQop
                && Arrays.stream(header.getQop().split(","))
                        .noneMatch(word -> word.strip().equalsIgnoreCase("auth"))) {
            return Optional.empty();
        }
        return DigestAlgorithm.of(header.getAlgorithm())
                .map(algorithm -> new DigestChallenge(
                        header instanceof ProxyAuthenticateHeader,
                        header.getRealm(),
                        header.getNonce(),
                        header.getOpaque(),
                        algorithm,
                        withQop,
                        header.isStale()));
    }
}
