package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a well-behaved call: questions, mistakes, garbage. One component takes it all and must still work. */
class SipProtocolTest {
    private static SipTestBed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = SipTestBed.answering();
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    private static String request(RawSipClient client, String method, String headers, String body) {
        return new SipCaller(client, "9001").inDialog(method, headers, body);
    }

    private static void assertStillAnswers(RawSipClient client) throws Exception {
        SipCaller caller = new SipCaller(client, "9001");
        caller.connect();
        assertThat(client.ask(caller.bye(), "BYE").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void answersOptionsWithWhatItCanDo(String transport) throws Exception {
        try (RawSipClient client = bed.client(transport)) {
            client.send(request(client, "OPTIONS", "", ""));
            SipText ok = client.awaitFinal("OPTIONS");
            assertThat(ok.status()).isEqualTo(200);
            assertThat(ok.header("Allow")).startsWith("INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, PRACK, INFO");
            assertThat(ok.header("Accept")).isEqualTo("application/sdp");
            assertThat(ok.tag("To")).isNotBlank();
        }
    }

    @Test
    void optionsSayWhenItDrains() throws Exception {
        try (RawSipClient client = bed.client("udp")) {
            bed.component.setDraining(true);
            client.send(request(client, "OPTIONS", "", ""));
            SipText refused = client.awaitFinal("OPTIONS");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
        } finally {
            bed.component.setDraining(false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYE", "CANCEL", "UPDATE", "INVITE", "INFO"})
    void knowsNoDialogThatDoesNotExist(String method) throws Exception {
        try (RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            caller.learn(new SipText("SIP/2.0 200 OK\r\nTo: <sip:9001@127.0.0.1>;tag=nobody\r\n\r\n"));
            client.send(caller.inDialog(method, "Contact: <sip:caller@127.0.0.1>\r\n", ""));
            assertThat(client.awaitFinal(method).status()).isEqualTo(481);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER", "MESSAGE", "SUBSCRIBE", "PUBLISH", "FANCY"})
    void allowsNoOtherMethod(String method) throws Exception {
        try (RawSipClient client = bed.client("udp")) {
            client.send(request(client, method, "Event: x\r\nRefer-To: <sip:x@127.0.0.1>\r\n", ""));
            SipText refused = client.awaitFinal(method);
            assertThat(refused.status()).isEqualTo(405);
            assertThat(refused.header("Allow")).contains("INVITE");
        }
    }

    @Test
    void namesTheExtensionsItDoesNotSupport() throws Exception {
        try (RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            String contact = "Require: 100rel, mystery\r\nRequire: other\r\n";
            client.send(caller.invite(contact, SipCaller.OFFER));
            SipText refused = client.awaitFinal("INVITE");
            client.send(caller.ack(refused));
            assertThat(refused.status()).isEqualTo(420);
            assertThat(refused.header("Unsupported")).isEqualTo("mystery, other");
        }
    }

    @Test
    void ignoresARequestThatClaimsAnotherTransport() throws Exception {
        try (RawSipClient client = bed.client("udp")) {
            client.send(request(client, "OPTIONS", "", "").replace("SIP/2.0/UDP", "SIP/2.0/TLS"));
            assertThat(client.poll(Duration.ofMillis(300))).isNull();
            assertStillAnswers(client);
        }
    }

    @Test
    void refusesABodyItCannotRead() throws Exception {
        try (RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            String invite = caller.invite().replace("application/sdp", "text/plain");
            client.send(invite);
            SipText refused = client.awaitFinal("INVITE");
            client.send(caller.ack(refused));
            assertThat(refused.status()).isEqualTo(415);
            assertThat(refused.header("Accept")).isEqualTo("application/sdp");
        }
    }

    @Test
    void refusesAnAddressItCannotReach() throws Exception {
        try (RawSipClient client = bed.client("udp")) {
            client.send(request(client, "OPTIONS", "", "").replaceFirst("sip:9001@127.0.0.1", "nobodyKnows:x"));
            assertThat(client.awaitFinal("OPTIONS").status()).isEqualTo(416);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact", "Max-Forwards", "CSeq", "Call-ID", "From", "To", "Via"})
    void refusesOrDropsAnInviteWithoutAHeader(String header) throws Exception {
        long before = bed.count("invite");
        try (RawSipClient client = bed.client("udp")) {
            String invite = new SipCaller(client, "9001").invite();
            client.send(invite.replaceFirst("(?m)^" + header + ":.*\r\n", ""));
            SipText answer = client.poll(Duration.ofMillis(400));
            assertThat(answer).matches(a -> a == null || a.status() / 100 == 4);
            assertThat(bed.count("invite")).isEqualTo(before);
        }
        try (RawSipClient client = bed.client("udp")) {
            assertStillAnswers(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact", "Max-Forwards", "CSeq", "Call-ID", "From", "To", "Via"})
    void aBrokenRequestDoesNotHurtTheNextOneOnTheSameConnection(String header) throws Exception {
        try (RawSipClient client = bed.client("tcp")) {
            String invite = new SipCaller(client, "9001").invite();
            client.send(invite.replaceFirst("(?m)^" + header + ":.*\r\n", "") + request(client, "OPTIONS", "", ""));
            assertThat(client.awaitFinal("OPTIONS").status()).isEqualTo(200);
        }
    }

    @Test
    void aRequestWithAMalformedHeaderDoesNotHurtTheNextOneOnTheSameConnection() throws Exception {
        try (RawSipClient client = bed.client("tcp")) {
            String invite = new SipCaller(client, "9001").invite();
            client.send(
                    invite.replaceFirst("(?m)^From:.*\r\n", "From: <<>;;=\r\n") + request(client, "OPTIONS", "", ""));
            assertThat(client.awaitFinal("OPTIONS").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void refusesARequestWithAMalformedAddress(String transport) throws Exception {
        try (RawSipClient client = bed.client(transport)) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite().replaceFirst("INVITE \\S+", "INVITE <sip:9001@[x>"));
            SipText refused = client.awaitFinal("INVITE");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).isEmpty();
            client.send(caller.ack(refused));
        }
    }

    @Test
    void readsAMessageThatComesInPieces() throws Exception {
        try (RawSipClient client = bed.client("tcp")) {
            String invite = new SipCaller(client, "9001").invite();
            for (int cut : new int[] {1, 20, invite.indexOf("\r\n\r\n") + 1, invite.length() - 3}) {
                SipCaller one = new SipCaller(client, "9001");
                String text = one.invite();
                client.send(text.substring(0, cut));
                assertThat(client.poll(Duration.ofMillis(50))).isNull();
                client.send(text.substring(cut));
                client.send(one.ack(client.awaitStatus(200, "INVITE")));
                client.send(one.bye());
                client.awaitStatus(200, "BYE");
            }
        }
    }

    @Test
    void readsTwoMessagesThatComeTogether() throws Exception {
        try (RawSipClient client = bed.client("tcp")) {
            SipCaller first = new SipCaller(client, "9001");
            SipCaller second = new SipCaller(client, "9002");
            client.send("\r\n\r\n" + first.invite() + second.invite());
            SipText one = client.awaitStatus(200, "INVITE");
            SipText two = client.awaitStatus(200, "INVITE");
            assertThat(one.header("Call-ID")).isNotEqualTo(two.header("Call-ID"));
            boolean firstCameFirst = one.header("Call-ID").equals(first.callId);
            client.send(first.ack(firstCameFirst ? one : two) + second.ack(firstCameFirst ? two : one));
            client.send(first.bye() + second.bye());
            client.awaitStatus(200, "BYE");
            client.awaitStatus(200, "BYE");
        }
    }

    @Test
    void survivesGarbage() throws Exception {
        Random random = new Random(4475);
        try (RawSipClient client = bed.client("udp")) {
            for (int i = 0; i < 300; i++) {
                byte[] bytes = new byte[random.nextInt(1200)];
                random.nextBytes(bytes);
                client.send(bytes);
            }
            for (int i = 0; i < 300; i++) {
                byte[] bytes = new SipCaller(client, "9001").invite().getBytes();
                for (int n = 0; n < 5; n++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                client.send(bytes);
            }
            client.send("INVITE sip:" + "(".repeat(20_000) + "@x SIP/2.0\r\nVia: " + "(".repeat(20_000) + "\r\n\r\n");
        }
        for (int i = 0; i < 20; i++) {
            try (RawSipClient client = bed.client("tcp")) {
                byte[] bytes = new byte[5000];
                random.nextBytes(bytes);
                client.send(bytes);
            }
        }
        for (String transport : new String[] {"udp", "tcp"}) {
            try (RawSipClient client = bed.client(transport)) {
                assertStillAnswers(client);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "99999999", "99999999999999999999999999999999", "abc"})
    void aWrongContentLengthCostsNobodyElseAnything(String length) throws Exception {
        try (RawSipClient liar = bed.client("tcp");
                RawSipClient other = bed.client("tcp")) {
            String invite = new SipCaller(liar, "9001").invite();
            liar.send(invite.replaceFirst("Content-Length: \\d+", "Content-Length: " + length));
            assertStillAnswers(other);
        }
    }

    @Test
    void saysInOneLineWhichPortIsInUse() throws Exception {
        SipConfiguration same = new SipConfiguration();
        same.setPort(bed.component.boundPort());
        assertThatThrownBy(() -> new SipTestBed(same, SipTestBed::answer).close())
                .rootCause()
                .hasMessageContaining("in use");
        for (String transport : new String[] {"udp", "tcp"}) {
            same.setTransports(transport);
            SipStack stack = new SipStack(same);
            assertThatThrownBy(() -> stack.start(null))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("voice.sip.port=" + bed.component.boundPort() + " cannot be listened on ("
                            + transport + " 127.0.0.1: ")
                    .hasMessageContaining(", for example voice.sip.port=");
        }
    }

    @Test
    void saysInOneLineWhichPropertyIsWrong() {
        SipConfiguration wrong = SipTestBed.anyPort();
        wrong.setTransports("udp,smoke");
        assertThatThrownBy(wrong::check)
                .hasMessageStartingWith("voice.sip.transports: smoke is unknown; there are udp");
        SipConfiguration nowhere = SipTestBed.anyPort();
        nowhere.setHost("0.0.0.0");
        assertThatThrownBy(nowhere::check).hasMessageStartingWith("voice.sip.public-address:");
    }
}
