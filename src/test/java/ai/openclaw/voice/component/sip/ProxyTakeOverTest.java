package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.sip.proxy.HopTimes;
import ai.openclaw.voice.testkit.SipCallee;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A v1 that says 100 at once, and has our patience pass: as long as the caller has heard nothing of it, its failure still
 * leaves the call to us.
 */
@Execution(ExecutionMode.CONCURRENT)
class ProxyTakeOverTest {
    private static final int LONG = 60_000;
    private static final int SHORT = 700;
    /** Long enough for a 100 on a machine that stands still for a while. */
    private static final int PATIENCE = 3000;

    private static ProxyTestBed bed(HopTimes times) throws Exception {
        return new ProxyTestBed("udp", SipCallee.over("udp"), times, PATIENCE);
    }

    private static HopTimes times(int triedMs, int unheardMs) {
        return new HopTimes(triedMs, 190_000, unheardMs, 32_000, LONG);
    }

    /** Calls; v1 says 100, and nothing more while our patience passes. @return the INVITE as v1 got it */
    private static SipText inviteThatIsTriedForLong(ProxyTestBed bed) throws Exception {
        SipText invite = bed.inviteThatIsTried();
        assertThat(bed.client.awaitStatus(100, "INVITE").status()).isEqualTo(100);
        assertThat(bed.client.poll(Duration.ofMillis(PATIENCE + SHORT))).isNull();
        assertThat(bed.decided).isFalse();
        return invite;
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408})
    void aLateFailureOfV1LeavesTheCallToUs(int status) throws Exception {
        try (ProxyTestBed bed = bed(times(LONG, 32_000))) {
            SipText invite = inviteThatIsTriedForLong(bed);
            bed.v1.answer(invite, status);
            bed.v1.awaitRequest("ACK");
            ProxyFailureTest.assertWeAnswer(bed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 486, 603})
    void aLateRefusalOfV1IsTheCallersAnswer(int status) throws Exception {
        try (ProxyTestBed bed = bed(times(LONG, 32_000))) {
            bed.v1.answer(inviteThatIsTriedForLong(bed), status);
            assertRefused(bed, status);
        }
    }

    private static void assertRefused(ProxyTestBed bed, int status) throws Exception {
        assertThat(bed.client.awaitFinal("INVITE").status()).isEqualTo(status);
        bed.assertRefusedByV1(status);
    }

    @ParameterizedTest
    @CsvSource({"180,503,500", "183,503,500", "180,504,504"})
    void aFailureAfterTheCallerHasHeardOfV1IsTheCallersAnswer(int heard, int status, int told) throws Exception {
        try (ProxyTestBed bed = bed(times(LONG, 32_000))) {
            SipText invite = inviteThatIsTriedForLong(bed);
            bed.v1.answer(invite, heard);
            bed.client.awaitStatus(heard, "INVITE");
            bed.v1.answer(invite, status);
            assertRefused(bed, told);
        }
    }

    @Test
    void aV1ThatIsSlowToAnswerHasTheCallAllTheSame() throws Exception {
        try (ProxyTestBed bed = bed(times(LONG, 32_000))) {
            bed.v1.answer(inviteThatIsTriedForLong(bed), 200);
            bed.client.send(bed.caller.ack(bed.client.awaitStatus(200, "INVITE")));
            bed.v1.awaitRequest("ACK");
            bed.fromCaller(bed.caller.bye());
            assertThat(bed.ended().header(SipConstants.VERSION, String.class)).isEqualTo("v1");
            bed.assertNothingIsLeft();
        }
    }

    @Test
    void aV1ThatSays100AndNothingMoreIsGivenUpAndHungUpOnWhenItWakes() throws Exception {
        try (ProxyTestBed bed = bed(times(2 * SHORT, 32_000))) {
            SipText invite = bed.inviteThatIsTried();
            bed.v1.answer(bed.v1.awaitRequest("CANCEL"), 200);
            bed.v1.answer(invite, 200);
            assertThat(bed.v1.awaitRequest("ACK").tag("To")).isEqualTo(bed.v1.tag);
            bed.v1.answer(bed.v1.awaitRequest("BYE"), 200);
            ProxyFailureTest.assertWeAnswer(bed);
        }
    }

    @Test
    void aV1WhoseConnectionBreaksIsGivenUp() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("tcp", SipCallee.over("tcp"), times(2 * SHORT, 32_000), PATIENCE)) {
            bed.inviteThatIsTried();
            bed.v1.close();
            ProxyFailureTest.assertWeAnswer(bed);
        }
    }

    @Test
    void aCancelMeanwhileEndsTheCallThoughV1Fails() throws Exception {
        try (ProxyTestBed bed = bed(times(LONG, 32_000))) {
            SipText invite = inviteThatIsTriedForLong(bed);
            bed.cancel();
            bed.v1.awaitRequest("CANCEL");
            bed.v1.answer(invite, 503);
            bed.acknowledgeTheEnd();
            ProxyFailureTest.assertCancelled(bed);
        }
    }

    @Test
    void aCancelMeanwhileEndsTheCallThoughV1IsSilent() throws Exception {
        try (ProxyTestBed bed = bed(times(PATIENCE, 10 * SHORT))) {
            bed.inviteThatIsTried();
            bed.cancel();
            bed.v1.awaitRequest("CANCEL");
            bed.acknowledgeTheEnd();
            ProxyFailureTest.assertCancelled(bed);
        }
    }

    @Test
    void callsThatWaitForV1KeepNobodyWaiting() throws Exception {
        try (ProxyTestBed bed = bed(times(LONG, 32_000))) {
            inviteThatIsTriedForLong(bed);
            SipCaller next = new SipCaller(bed.client, "9000");
            bed.client.send(next.invite());
            SipText invite = bed.v1.awaitRequest("INVITE");
            assertThat(invite.header("Call-ID")).isEqualTo(next.callId);
            bed.v1.answer(invite, 503);
            assertThat(bed.client.awaitFinal("INVITE").body()).isEqualTo(SipTestBed.ANSWER);
            assertThat(bed.sip.count("ended")).isZero();
        }
    }

    @Test
    void aStopRefusesWhoWaits() throws Exception {
        try (ProxyTestBed bed = bed(times(LONG, 32_000))) {
            inviteThatIsTriedForLong(bed);
            Thread stop = new Thread(bed.sip.context::stop);
            stop.start();
            assertThat(bed.client.awaitFinal("INVITE").status()).isEqualTo(503);
            bed.v1.awaitRequest("CANCEL");
            stop.join(Duration.ofSeconds(30).toMillis());
            assertThat(stop.isAlive()).isFalse();
            assertThat(bed.ended().endReason()).isEqualTo(EndReason.SHUTDOWN);
        }
    }
}
