package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.header.HeaderFactoryImpl;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.function.Supplier;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Proves an account's password to whoever challenges it, RFC 7616, RFC 8760 and RFC 3261 section 22. A nonce is remembered,
 * so that the next request carries credentials from the start.
 */
final class DigestAnswer {
    /** A server that makes up realms must not fill our memory; an account has one or two. */
    private static final int MOST_REALMS = 8;

    private static final int CNONCE_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SipAccount account;
    private final Supplier<String> cnonces;
    private final HeaderFactoryImpl headers = new HeaderFactoryImpl();
    private final Map<Place, Known> known = new HashMap<>();

    /** Where a challenge holds: a registrar's is no use to the proxy that calls go through. */
    private record Place(boolean proxy, String realm, boolean registering) {}

    private static final class Known {
        private final DigestChallenge challenge;
        private int uses;

        Known(DigestChallenge challenge) {
            this.challenge = challenge;
        }
    }

    DigestAnswer(SipAccount account) {
        this(account, DigestAnswer::freshCnonce);
    }

    /** @param cnonces what the client adds to each hash; tests give their own */
    DigestAnswer(SipAccount account, Supplier<String> cnonces) {
        this.account = account;
        this.cnonces = cnonces;
    }

    private static String freshCnonce() {
        byte[] random = new byte[CNONCE_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * Learns from a 401 or a 407.
     *
     * @return whether it is worth while to send the request again; false when nothing is asked that we can answer, and when
     *     the same was answered already, which means that the password or the user is wrong
     */
    synchronized boolean learn(Response response, Request refused) {
        List<DigestChallenge> challenges = DigestChallenge.in(response);
        if (challenges.isEmpty() || account.password() == null) {
            return false;
        }
        boolean useful = true;
        for (DigestChallenge challenge : challenges) {
            Place place = place(challenge, refused);
            if (!challenge.stale() && isFinal(place, challenge, refused)) {
                useful = false;
                known.remove(place);
            } else {
                if (known.size() >= MOST_REALMS) {
                    known.clear();
                }
                known.put(place, new Known(challenge));
            }
        }
        return useful;
    }

    /** Whether our answer was refused, and not only its nonce. */
    private boolean isFinal(Place place, DigestChallenge challenge, Request refused) {
        String nonce = nonceSent(place, refused);
        if (nonce == null) {
            return false;
        }
        Known before = known.get(place);
        // Many servers give a new nonce with each 401 and no stale; one that was refused at its first use was not too
        // old.
        boolean firstUse = before != null && before.challenge.nonce().equals(nonce) && before.uses <= 1;
        return nonce.equals(challenge.nonce()) || firstUse;
    }

    private static String nonceSent(Place place, Request request) {
        for (ListIterator<?> each = request.getHeaders(headerName(place.proxy())); each.hasNext(); ) {
            if (each.next() instanceof AuthorizationHeader sent && place.realm().equals(sent.getRealm())) {
                return sent.getNonce();
            }
        }
        return null;
    }

    /** Puts credentials into the request for each challenge that we know, in the place of those it has. */
    synchronized void sign(Request request) {
        request.removeHeader(AuthorizationHeader.NAME);
        request.removeHeader(ProxyAuthorizationHeader.NAME);
        for (Map.Entry<Place, Known> one : new ArrayList<>(known.entrySet())) {
            if (one.getKey().registering() == isRegister(request)) {
                try {
                    request.addHeader(credentials(one.getValue(), request));
                } catch (ParseException e) {
                    throw new IllegalArgumentException("a challenge cannot be answered", e);
                }
            }
        }
    }

    private AuthorizationHeader credentials(Known one, Request request) throws ParseException {
        DigestChallenge challenge = one.challenge;
        DigestAlgorithm algorithm = challenge.algorithm();
        AuthorizationHeader header = challenge.proxy()
                ? headers.createProxyAuthorizationHeader("Digest")
                : headers.createAuthorizationHeader("Digest");
        String user = quotable(account.authId());
        String uri = request.getRequestURI().toString();
        header.setUsername(user);
        header.setRealm(challenge.realm());
        header.setNonce(challenge.nonce());
        header.setURI(request.getRequestURI());
        header.setAlgorithm(algorithm.word());
        if (challenge.opaque() != null) {
            header.setOpaque(challenge.opaque());
        }
        one.uses++;
        String nonceCount = null;
        String cnonce = null;
        if (challenge.withQop()) {
            cnonce = cnonces.get();
            nonceCount = String.format("%08x", one.uses);
            header.setQop("auth");
            header.setNonceCount(one.uses);
            header.setCNonce(cnonce);
        }
        String secret = algorithm.hash(user, challenge.realm(), account.password());
        header.setResponse(proof(challenge, secret, request.getMethod(), uri, nonceCount, cnonce));
        return header;
    }

    /** RFC 7616 section 3.4.1; without quality of protection that of RFC 2069. */
    static String proof(
            DigestChallenge challenge, String secret, String method, String uri, String nonceCount, String cnonce) {
        DigestAlgorithm algorithm = challenge.algorithm();
        String what = algorithm.hash(method, uri);
        return challenge.withQop()
                ? algorithm.hash(secret, challenge.nonce(), nonceCount, cnonce, "auth", what)
                : algorithm.hash(secret, challenge.nonce(), what);
    }

    private static Place place(DigestChallenge challenge, Request request) {
        return new Place(challenge.proxy(), challenge.realm(), isRegister(request));
    }

    private static boolean isRegister(Request request) {
        return request.getMethod().equals(Request.REGISTER);
    }

    private static String headerName(boolean proxy) {
        return proxy ? ProxyAuthorizationHeader.NAME : AuthorizationHeader.NAME;
    }

    /** RFC 3261 section 25.1: what a quoted string cannot hold as it is. */
    private static String quotable(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
