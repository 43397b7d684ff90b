package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.Registrar;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Who may refer us to somebody else. The exchange is at 127.0.0.1, and 9001 is registered there, 9000 nowhere; 127.0.0.2 may
 * call us directly.
 */
@Execution(ExecutionMode.CONCURRENT)
class SipReferrersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String EXCHANGE = "127.0.0.1";
    private static final String NEIGHBOUR = "127.0.0.2";

    private Registrar exchange;
    private SipTestBed bed;
    private RawSipClient client;
    private SipCaller caller;

    @BeforeEach
    void anExchange() throws Exception {
        exchange = new Registrar().user("auth9001", "secret");
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        bed.close();
        exchange.close();
    }

    /** A call from there that is up. */
    private void aCall(Referrers who, String from, String extension) throws Exception {
        SipConfiguration configuration = SipTestBed.anyPort();
        if (who != null) {
            configuration.setAcceptRefer(who);
        }
        GuardRules neighbourMayCall = new GuardRules(NEIGHBOUR, true, false, 20, 1);
        bed = new SipTestBed(configuration, sip -> sip.setGuard(neighbourMayCall), SipTestBed::answer);
        bed.followsReferrals(SipTestBed.ANSWER);
        bed.component.setAccounts(List.of(new SipAccount(
                "9001", null, "auth9001", "secret", exchange.address(), "example.com", null, "udp", 120)));
        await().atMost(PATIENCE)
                .until(() -> bed.component.registrations().get(0).registered());
        client = RawSipClient.udp(bed.component.boundPort(), from);
        caller = new SipCaller(client, extension);
        caller.connect();
        bed.await("confirmed");
    }

    private SipText referred(RawSipClient by) throws Exception {
        by.send(caller.inDialog(
                "REFER", "Refer-To: <sip:00900123456@example.com>\r\nContact: <sip:caller@127.0.0.1>\r\n", ""));
        return by.awaitFinal("REFER");
    }

    private void isFollowed() throws Exception {
        assertThat(referred(client).status()).isEqualTo(202);
        assertThat(bed.await("referred").header(SipConstants.TARGET, String.class))
                .contains("00900123456");
    }

    /** The call is up as before. */
    private void isRefused(SipText answer) throws Exception {
        assertThat(answer.status()).isEqualTo(603);
        client.send(caller.inDialog("UPDATE", "Contact: <sip:caller@127.0.0.1>\r\n", ""));
        assertThat(client.awaitFinal("UPDATE").status()).isEqualTo(200);
        client.send(caller.bye());
        client.awaitStatus(200, "BYE");
        assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.CALLER_HANGUP);
        assertThat(bed.count("referred")).isZero();
        assertThat(exchange.requests("INVITE")).isEmpty();
    }

    @Test
    void anExchangeOfOursMay() throws Exception {
        aCall(null, EXCHANGE, "9001");
        isFollowed();
        await().atMost(PATIENCE).until(() -> !exchange.requests("INVITE").isEmpty());
    }

    @Test
    void whoeverCallsDirectlyMayNotHaveUsCallOnOurAccount() throws Exception {
        aCall(null, NEIGHBOUR, "9001");
        isRefused(referred(client));
    }

    @Test
    void aPacketInTheExchangesNameIsNotEnough() throws Exception {
        aCall(null, NEIGHBOUR, "9001");
        try (RawSipClient forged = RawSipClient.udp(bed.component.boundPort(), EXCHANGE)) {
            isRefused(referred(forged));
        }
    }

    @Test
    void noPartOfACallThatCameByTheExchangeMayAskPastIt() throws Exception {
        aCall(null, EXCHANGE, "9001");
        try (RawSipClient neighbour = RawSipClient.udp(bed.component.boundPort(), NEIGHBOUR)) {
            isRefused(referred(neighbour));
        }
    }

    @Test
    void anyoneMayWhereTheExtensionHasNoAccount() throws Exception {
        aCall(null, NEIGHBOUR, "9000");
        isFollowed();
    }

    @Test
    void anyoneMayWhereAnyoneIsAllowedTo() throws Exception {
        aCall(Referrers.anyone, NEIGHBOUR, "9001");
        isFollowed();
    }

    @Test
    void theExchangeMayNotWhereNobodyIsAllowedTo() throws Exception {
        aCall(Referrers.nobody, EXCHANGE, "9001");
        isRefused(referred(client));
    }
}
