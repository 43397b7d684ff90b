package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipText;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutgoingRequestsTest {
    private final BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
    private SipTestBed bed;
    private RawSipClient exchange;

    @BeforeEach
    void start() throws Exception {
        bed = SipTestBed.answering();
        exchange = RawSipClient.udp(bed.component.boundPort());
    }

    @AfterEach
    void stop() throws Exception {
        exchange.close();
        bed.close();
    }

    @Test
    void registersWithCredentialsAfterAChallenge() throws Exception {
        SipAccount account = account(null, "udp");
        send(account, outgoing().register(account, "call-1", 1, 120));

        SipText first = exchange.awaitRequest("REGISTER");
        assertThat(first.firstLine()).isEqualTo("REGISTER sip:" + account.registrar() + " SIP/2.0");
        assertThat(first.header("To")).endsWith("<sip:9001@example.com>");
        assertThat(first.header("From")).startsWith("\"The 'assistant'\" <sip:9001@example.com>;tag=");
        assertThat(first.header("Contact")).isEqualTo("<sip:9001@127.0.0.1:" + bed.component.boundPort() + ">");
        assertThat(first.header("Via")).contains(";rport");
        assertThat(first.header("Expires")).isEqualTo("120");
        assertThat(first.header("Max-Forwards")).isEqualTo("70");
        assertThat(first.header("Route")).isNull();
        assertThat(first.header("Authorization")).isNull();
        answer(first, "401 Unauthorized", "WWW-Authenticate: Digest realm=\"3CX\", nonce=\"n1\", qop=\"auth\"");

        SipText second = exchange.await(
                m -> m.method().equals("REGISTER") && m.header("CSeq").equals("2 REGISTER"), "second REGISTER");
        assertThat(second.header("Authorization"))
                .contains("username=\"auth9001\"")
                .contains("uri=\"sip:" + account.registrar() + "\"");
        assertThat(second.header("Call-ID")).isEqualTo("call-1");
        assertThat(second.header("Via")).isNotEqualTo(first.header("Via"));
        answer(second, "200 OK");

        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(200);
    }

    @Test
    void remembersChallengesOnlyOfWhoCanAnswerThem() {
        SipAccount ours = account(null, "udp");
        SipAccount madeUp = new SipAccount("9000", null, "9000", null, "127.0.0.9", "example.com", null, "udp", 0);

        assertThat(outgoing().digest(ours)).isSameAs(outgoing().digest(ours));
        assertThat(outgoing().digest(madeUp)).isNotSameAs(outgoing().digest(madeUp));
    }

    @Test
    void tellsOfAWrongPasswordAfterOneTry() throws Exception {
        SipAccount account = account(null, "udp");
        send(account, outgoing().register(account, "call-1", 1, 120));

        answer(
                exchange.awaitRequest("REGISTER"),
                "401 Unauthorized",
                "WWW-Authenticate: Digest realm=\"3CX\", nonce=\"n1\"");
        answer(
                exchange.await(m -> m.header("Authorization") != null, "REGISTER with credentials"),
                "401 Unauthorized",
                "WWW-Authenticate: Digest realm=\"3CX\", nonce=\"n2\"");

        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(401);
    }

    @Test
    void givesUpOnAServerThatNeverHasEnough() throws Exception {
        SipAccount account = account(null, "udp");
        send(account, outgoing().register(account, "call-1", 1, 120));

        for (int challenge = 1; challenge <= 4; challenge++) {
            String cSeq = challenge + " REGISTER";
            answer(
                    exchange.await(m -> m.header("CSeq").equals(cSeq), cSeq),
                    "401 Unauthorized",
                    "WWW-Authenticate: Digest realm=\"3CX\", stale=true, nonce=\"n" + challenge + "\"");
        }

        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(401);
    }

    @Test
    void callsThroughAnOutboundProxy() throws Exception {
        SipAccount account = account("127.0.0.1:" + exchange.localPort(), "udp");
        send(account, outgoing().invite(account, "1001", "v=0\r\n"));

        SipText invite = exchange.awaitRequest("INVITE");

        assertThat(invite.firstLine()).isEqualTo("INVITE sip:1001@example.com SIP/2.0");
        assertThat(invite.header("Route")).isEqualTo("<sip:127.0.0.1:" + exchange.localPort() + ";lr>");
        assertThat(invite.header("To")).isEqualTo("<sip:1001@example.com>");
        assertThat(invite.body()).isEqualTo("v=0\r\n");
        answer(invite, "486 Busy Here");
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(486);
    }

    @Test
    void saysWhichHostIsNotFound() {
        SipAccount account =
                new SipAccount("9001", null, "9001", "secret", "no-such-host.invalid", "example.com", null, "udp", 120);

        assertThatThrownBy(() -> outgoing().options(account, null))
                .isInstanceOf(SipException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    private OutgoingRequests outgoing() {
        return bed.component.outgoing();
    }

    private void send(SipAccount account, javax.sip.message.Request request) throws SipException {
        outgoing().send(account, request, transaction -> {}, new Answers() {
            @Override
            public void answered(ResponseEvent event) {
                told.add(event.getResponse().getStatusCode());
            }

            @Override
            public void unanswered() {
                told.add(0);
            }
        });
    }

    private void answer(SipText request, String status, String... lines) throws IOException {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String name : new String[] {"Via", "From", "Call-ID", "CSeq"}) {
            text.append(name).append(": ").append(request.header(name)).append("\r\n");
        }
        text.append("To: ").append(request.header("To")).append(";tag=x\r\n");
        for (String line : lines) {
            text.append(line).append("\r\n");
        }
        exchange.send(text + "Content-Length: 0\r\n\r\n");
    }

    private SipAccount account(String proxy, String transport) {
        String registrar = "127.0.0.1:" + exchange.localPort();
        return new SipAccount(
                "9001", "The \"assistant\"", "auth9001", "secret", registrar, "example.com", proxy, transport, 120);
    }
}
