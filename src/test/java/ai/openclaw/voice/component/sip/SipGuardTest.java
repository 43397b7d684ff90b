package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.Registrar;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, who is refused, and who gets silence. Strangers call from 127.0.0.2. */
@Execution(ExecutionMode.CONCURRENT)
class SipGuardTest {
    private static final String STRANGER = "127.0.0.2";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static GuardRules rules(boolean digest, int burst) {
        return new GuardRules("127.0.0.1", true, digest, burst, 0.001);
    }

    private static SipTestBed bed(GuardRules rules) throws Exception {
        return new SipTestBed(SipTestBed.anyPort(), sip -> sip.setGuard(rules), SipTestBed::answer);
    }

    private static SipAccount account(Registrar exchange) {
        return new SipAccount("9001", null, "auth9001", "secret", exchange.address(), "example.com", null, "udp", 120);
    }

    @Test
    void anybodyMayCallWhereThereIsNoExchange() throws Exception {
        try (SipTestBed bed = bed(rules(false, 20));
                RawSipClient stranger = RawSipClient.udp(bed.component.boundPort(), STRANGER)) {
            new SipCaller(stranger, "9001").connect();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "OPTIONS"})
    void strangersAreRefusedWhereCallsComeThroughAnExchange(String method) throws Exception {
        try (Registrar exchange = new Registrar().user("auth9001", "secret");
                SipTestBed bed = bed(rules(false, 20));
                RawSipClient stranger = RawSipClient.udp(bed.component.boundPort(), STRANGER);
                RawSipClient allowed = RawSipClient.udp(bed.component.boundPort())) {
            bed.component.setAccounts(List.of(account(exchange)));

            stranger.send(request(stranger, method, 1, ""));

            assertThat(stranger.awaitFinal(method).status()).isEqualTo(403);
            assertThat(bed.component.guardCounters().refused.sum()).isEqualTo(1);
            new SipCaller(allowed, "9001").connect();
            assertThat(bed.count("invite")).isEqualTo(1);
        }
    }

    /** An exchange on another machine has us listen on an address of our own network. */
    @Test
    void thisMachineMayCallFromEachOfItsAddresses() throws Exception {
        Optional<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeThat(own).as("this machine has a network").isPresent();
        try (Registrar exchange = new Registrar().user("auth9001", "secret");
                SipTestBed bed = bed(rules(false, 20));
                RawSipClient caller =
                        RawSipClient.udp(bed.component.boundPort(), own.get().getHostAddress())) {
            bed.component.setAccounts(List.of(account(exchange)));

            new SipCaller(caller, "9001").connect();
        }
    }

    @Test
    void theExchangeMayCallWhoeverElseMay() throws Exception {
        GuardRules nobody = new GuardRules("", true, true, 20, 1);
        try (Registrar exchange = new Registrar().user("auth9001", "secret");
                SipTestBed bed = bed(nobody);
                RawSipClient caller = RawSipClient.udp(bed.component.boundPort())) {
            bed.component.setAccounts(List.of(account(exchange)));
            await().atMost(PATIENCE)
                    .until(() -> bed.component.registrations().get(0).registered());

            new SipCaller(caller, "9001").connect();
        }
    }

    @Test
    void whomWeCallMayNotCallUsForIt() throws Exception {
        GuardRules nobody = new GuardRules("", false, true, 20, 1);
        try (Registrar exchange = new Registrar().user("auth9001", "secret");
                SipTestBed bed = bed(nobody);
                RawSipClient stranger = RawSipClient.udp(bed.component.boundPort(), STRANGER)) {
            bed.component.setAccounts(List.of(account(exchange)));
            bed.component.setUnregistered(new SipAccount(
                    "9002", null, "", "", STRANGER + ":" + stranger.localPort(), STRANGER, null, "udp", 120));
            bed.context
                    .createProducerTemplate()
                    .sendBodyAndHeaders(
                            "sip:dial",
                            SipCaller.OFFER,
                            Map.of(
                                    SipConstants.CALL_ID, CallId.fresh().value(),
                                    SipConstants.DIALLED, "9002",
                                    SipConstants.TARGET, "1"));
            stranger.awaitRequest("INVITE");

            stranger.send(request(stranger, "INVITE", 1, ""));

            assertThat(stranger.awaitFinal("INVITE").status()).isEqualTo(403);
        }
    }

    @Test
    void scannersGetSilence() throws Exception {
        try (SipTestBed bed = bed(rules(false, 20));
                RawSipClient stranger = RawSipClient.udp(bed.component.boundPort(), STRANGER)) {
            stranger.send(request(stranger, "OPTIONS", 1, "User-Agent: friendly-scanner\r\n"));
            await().atMost(PATIENCE)
                    .until(() -> bed.component.guardCounters().dropped.sum() == 1);
            stranger.send(request(stranger, "OPTIONS", 2, "User-Agent: A Telephone\r\n"));

            assertThat(stranger.awaitFinal("OPTIONS").header("CSeq")).isEqualTo("2 OPTIONS");
            assertThat(bed.component.guardCounters().dropped.sum()).isEqualTo(1);
        }
    }

    @Test
    void whoInsistsGetsSilenceAndOthersAreHeard() throws Exception {
        try (Registrar exchange = new Registrar().user("auth9001", "secret");
                SipTestBed bed = bed(rules(false, 5));
                RawSipClient stranger = RawSipClient.udp(bed.component.boundPort(), STRANGER);
                RawSipClient other = RawSipClient.udp(bed.component.boundPort(), "127.0.0.3")) {
            bed.component.setAccounts(List.of(account(exchange)));
            for (int i = 1; i <= 50; i++) {
                stranger.send(request(stranger, "OPTIONS", i, ""));
            }
            await().atMost(PATIENCE)
                    .until(() -> bed.component.guardCounters().dropped.sum() == 45);

            other.send(request(other, "OPTIONS", 1, ""));
            assertThat(other.awaitFinal("OPTIONS").status()).isEqualTo(403);
            int answers = 0;
            while (stranger.poll(Duration.ofMillis(300)) != null) {
                answers++;
            }
            assertThat(answers).isEqualTo(5);
        }
    }

    @Test
    void aCallThatStandsIsNotHeldUpByALimitForStrangers() throws Exception {
        try (Registrar exchange = new Registrar().user("auth9001", "secret");
                SipTestBed bed = bed(rules(false, 1));
                RawSipClient other = RawSipClient.udp(bed.component.boundPort(), STRANGER)) {
            bed.component.setAccounts(List.of(account(exchange)));

            for (int i = 1; i <= 20; i++) {
                other.send(request(other, "BYE", i, "")
                        .replace("To: <sip:9001@127.0.0.1>", "To: <sip:9001@127.0.0.1>;tag=2"));
                assertThat(other.awaitFinal("BYE").status()).isEqualTo(481);
            }
        }
    }

    @Test
    void aCallerProvesThePassword() throws Exception {
        try (Registrar exchange = new Registrar().user("auth9001", "secret");
                SipTestBed bed = bed(new GuardRules("127.0.0.2", true, true, 20, 1));
                RawSipClient caller = RawSipClient.udp(bed.component.boundPort(), STRANGER)) {
            bed.component.setAccounts(List.of(account(exchange)));

            caller.send(request(caller, "INVITE", 1, ""));
            SipText challenge = caller.awaitFinal("INVITE");
            assertThat(challenge.status()).isEqualTo(401);
            assertThat(challenge.headers("WWW-Authenticate")).hasSize(2);

            caller.send(request(caller, "INVITE", 2, credentials(challenge, "secret")));
            assertThat(caller.awaitFinal("INVITE").status()).isEqualTo(200);
        }
    }

    @Test
    void whoGuessesPasswordsGetsSilenceAfterAWhile() throws Exception {
        try (Registrar exchange = new Registrar().user("auth9001", "secret");
                SipTestBed bed = bed(new GuardRules("127.0.0.2", true, true, 20, 1));
                RawSipClient caller = RawSipClient.udp(bed.component.boundPort(), STRANGER)) {
            bed.component.setAccounts(List.of(account(exchange)));
            caller.send(request(caller, "INVITE", 1, ""));
            SipText challenge = caller.awaitFinal("INVITE");

            for (int i = 2; i <= 40; i++) {
                caller.send(request(caller, "INVITE", i, credentials(challenge, "guess" + i)));
            }

            await().atMost(PATIENCE)
                    .until(() -> bed.component.guardCounters().dropped.sum()
                                    + bed.component
                                            .guardCounters()
                                            .badCredentials
                                            .sum()
                            == 39);
            assertThat(bed.component.guardCounters().badCredentials.sum()).isLessThan(15);
            assertThat(bed.count("invite")).isZero();
        }
    }

    @Test
    void aPasswordForSomebodyElseIsNoGuess() throws Exception {
        String foreign = "Proxy-Authorization: Digest username=\"a\", realm=\"pbx\", nonce=\"n\", uri=\"sip:x\","
                + " response=\"00000000000000000000000000000000\"\r\n";
        try (SipTestBed bed = bed(rules(false, 20));
                RawSipClient caller = RawSipClient.udp(bed.component.boundPort())) {
            for (int i = 1; i <= 10; i++) {
                caller.send(request(caller, "INVITE", i, foreign).replace("tag=1", "tag=" + i));
                assertThat(caller.awaitFinal("INVITE").status()).isEqualTo(200);
            }
            assertThat(bed.component.guardCounters().badCredentials.sum()).isZero();
        }
    }

    private static String request(RawSipClient from, String method, int cSeq, String lines) {
        return method + " sip:9001@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP " + STRANGER + ":" + from.localPort()
                + ";rport;branch=z9hG4bK" + from.localPort() + "-" + cSeq + "\r\n"
                + "From: <sip:stranger@127.0.0.1>;tag=1\r\nTo: <sip:9001@127.0.0.1>\r\nCall-ID: " + from.localPort()
                + "\r\nCSeq: " + cSeq + " " + method + "\r\nMax-Forwards: 70\r\nContact: <sip:stranger@" + STRANGER
                + ":" + from.localPort() + ">\r\n" + lines + "Content-Length: 0\r\n\r\n";
    }

    private static String credentials(SipText challenge, String password) {
        String md5 = challenge.headers("WWW-Authenticate").stream()
                .filter(line -> line.contains("MD5"))
                .findFirst()
                .orElseThrow();
        Matcher nonce = Pattern.compile("nonce=\"([^\"]+)\"").matcher(md5);
        assertThat(nonce.find()).isTrue();
        DigestAlgorithm hash = DigestAlgorithm.MD5;
        String response = hash.hash(
                hash.hash("auth9001", "voice", password),
                nonce.group(1),
                "00000001",
                "c",
                "auth",
                hash.hash("INVITE", "sip:9001@127.0.0.1"));
        return "Authorization: Digest username=\"auth9001\", realm=\"voice\", nonce=\"" + nonce.group(1)
                + "\", uri=\"sip:9001@127.0.0.1\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"c\", response=\""
                + response + "\"\r\n";
    }
}
