package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestAnswerTest {
    private static final SipAccount ACCOUNT =
            new SipAccount("9001", null, "auth9001", "secret", "pbx.example.com", "example.com", null, "udp", 120);

    private final DigestAnswer answer = new DigestAnswer(ACCOUNT, () -> "0a4f113b");

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA_256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void computesTheVectorsOfRfc7616Section391(DigestAlgorithm algorithm, String expected) {
        DigestChallenge challenge = new DigestChallenge(
                false,
                "http-auth@example.org",
                "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS",
                algorithm,
                true,
                false);

        String secret = algorithm.hash("Mufasa", "http-auth@example.org", "Circle of Life");

        assertThat(DigestAnswer.proof(
                        challenge,
                        secret,
                        "GET",
                        "/dir/index.html",
                        "00000001",
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"))
                .isEqualTo(expected);
    }

    @Test
    void takesTheStrongestOfSeveralChallenges() throws Exception {
        SIPRequest request = register();

        assertThat(answer.learn(
                        unauthorized(
                                "Digest realm=\"r\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"",
                                "Digest realm=\"r\", nonce=\"n2\", algorithm=SHA-256, qop=\"auth,auth-int\", opaque=\"o\"",
                                "Digest realm=\"r\", nonce=\"n3\", algorithm=SHA3, qop=\"auth\""),
                        request))
                .isTrue();
        answer.sign(request);

        AuthorizationHeader header = credentials(request);
        assertThat(header.getAlgorithm()).isEqualTo("SHA-256");
        assertThat(header.getNonce()).isEqualTo("n2");
        assertThat(header.getOpaque()).isEqualTo("o");
        assertThat(header.getUsername()).isEqualTo("auth9001");
        assertThat(header.getQop()).isEqualTo("auth");
        assertThat(header.toString())
                .contains("qop=auth,")
                .contains("nc=00000001")
                .contains("algorithm=SHA-256");
        assertThat(header.getResponse())
                .isEqualTo(DigestAlgorithm.SHA_256.hash(
                        DigestAlgorithm.SHA_256.hash("auth9001", "r", "secret"),
                        "n2",
                        "00000001",
                        "0a4f113b",
                        "auth",
                        DigestAlgorithm.SHA_256.hash("REGISTER", "sip:example.com")));
    }

    @Test
    void answersWithoutQualityOfProtectionAsRfc2069Does() throws Exception {
        SIPRequest request = register();

        answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n\""), request);
        answer.sign(request);

        AuthorizationHeader header = credentials(request);
        assertThat(header.getQop()).isNull();
        assertThat(header.getCNonce()).isNull();
        assertThat(header.getResponse())
                .isEqualTo(DigestAlgorithm.MD5.hash(
                        DigestAlgorithm.MD5.hash("auth9001", "r", "secret"),
                        "n",
                        DigestAlgorithm.MD5.hash("REGISTER", "sip:example.com")));
    }

    @Test
    void countsTheUsesOfANonce() throws Exception {
        answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n\", qop=\"auth\""), register());

        for (int use = 1; use <= 11; use++) {
            SIPRequest request = register();
            answer.sign(request);
            assertThat(credentials(request).getNonceCount()).isEqualTo(use);
        }
    }

    @Test
    void givesUpWhenTheSameNonceIsRefused() throws Exception {
        SIPRequest request = register();
        answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n\", qop=\"auth\""), request);
        answer.sign(request);
        SIPRequest later = register();
        answer.sign(later);

        assertThat(answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n\", qop=\"auth\""), later))
                .isFalse();
    }

    @Test
    void givesUpWhenAFreshNonceIsRefusedAtItsFirstUse() throws Exception {
        SIPRequest request = register();
        answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n1\", qop=\"auth\""), request);
        answer.sign(request);

        assertThat(answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n2\", qop=\"auth\""), request))
                .isFalse();
    }

    @Test
    void answersAgainWhenOnlyTheNonceWasTooOld() throws Exception {
        SIPRequest request = register();
        answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n1\", qop=\"auth\""), request);
        answer.sign(request);

        assertThat(answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n2\", qop=\"auth\", stale=true"), request))
                .isTrue();
        answer.sign(request);
        assertThat(credentials(request).getNonce()).isEqualTo("n2");
        assertThat(credentials(request).getNonceCount()).isEqualTo(1);
    }

    @Test
    void answersAgainWhenANonceThatServedIsReplacedWithoutAWordOfStale() throws Exception {
        answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n1\", qop=\"auth\""), register());
        answer.sign(register());
        SIPRequest refresh = register();
        answer.sign(refresh);

        assertThat(answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n2\", qop=\"auth\""), refresh))
                .isTrue();
    }

    @Test
    void keepsTheRegistrarsChallengeOutOfCallsAndTheProxysOutOfRegistrations() throws Exception {
        SIPRequest invite = request("INVITE");
        answer.learn(unauthorized("Digest realm=\"r\", nonce=\"w\", qop=\"auth\""), register());
        answer.learn(
                response("407 Proxy Authentication Required", "Proxy-Authenticate: Digest realm=\"r\", nonce=\"p\""),
                invite);

        answer.sign(invite);

        assertThat(invite.getHeader(AuthorizationHeader.NAME)).isNull();
        assertThat(((AuthorizationHeader) invite.getHeader(ProxyAuthorizationHeader.NAME)).getNonce())
                .isEqualTo("p");
    }

    @Test
    void cannotAnswerWhatItDoesNotKnow() throws Exception {
        assertThat(answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n\", algorithm=SHA3"), register()))
                .isFalse();
        assertThat(answer.learn(unauthorized("Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\""), register()))
                .isFalse();
        assertThat(answer.learn(unauthorized("Basic realm=\"r\""), register())).isFalse();
        assertThat(answer.learn(response("401 Unauthorized"), register())).isFalse();
    }

    private static AuthorizationHeader credentials(SIPRequest request) {
        return (AuthorizationHeader) request.getHeader(AuthorizationHeader.NAME);
    }

    private static SIPRequest register() throws ParseException {
        return request("REGISTER");
    }

    private static SIPRequest request(String method) throws ParseException {
        return (SIPRequest) parsed(method + " sip:example.com SIP/2.0\r\n" + head(method));
    }

    private static SIPResponse unauthorized(String... challenges) throws ParseException {
        String[] lines = new String[challenges.length];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "WWW-Authenticate: " + challenges[i];
        }
        return response("401 Unauthorized", lines);
    }

    private static SIPResponse response(String status, String... lines) throws ParseException {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
        return (SIPResponse) parsed(text + head("REGISTER"));
    }

    private static String head(String method) {
        return "Via: SIP/2.0/UDP 127.0.0.1:5062;branch=z9hG4bK1\r\n"
                + "From: <sip:9001@example.com>;tag=1\r\nTo: <sip:9001@example.com>\r\n"
                + "Call-ID: 1\r\nCSeq: 1 " + method + "\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
    }

    private static Object parsed(String text) throws ParseException {
        return new StringMsgParser()
                .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, (e, m, c, h, t) -> {
                    throw e;
                });
    }
}
