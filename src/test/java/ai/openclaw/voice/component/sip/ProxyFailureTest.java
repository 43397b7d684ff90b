package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.sip.proxy.HopTimes;
import ai.openclaw.voice.testkit.SipCallee;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that v1 does not answer: what of it is v1's word, and what its failure, so that v2 takes the call. */
@Execution(ExecutionMode.CONCURRENT)
class ProxyFailureTest {
    private static final int LONG = 20_000;
    private static final int SHORT = 700;

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 404, 480, 486, 488, 603})
    void aRefusalOfV1IsTheCallersAnswer(int status) throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            SipText invite = bed.inviteThatIsTried();
            bed.v1.answer(invite, status);
            SipText refused = bed.client.awaitFinal("INVITE");
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.tag("To")).isEqualTo(bed.v1.tag);
            bed.client.send(bed.caller.ack(refused));
            SipText ack = bed.v1.awaitRequest("ACK");
            assertThat(ack.entries("Via")).hasSize(1);
            bed.assertRefusedByV1(status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 504, 408, 482})
    void aFailureOfV1LeavesTheCallToUs(int status) throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            SipText invite = bed.inviteThatIsTried();
            bed.v1.answer(invite, status);
            bed.v1.awaitRequest("ACK");
            assertWeAnswer(bed);
        }
    }

    static void assertWeAnswer(ProxyTestBed bed) throws Exception {
        SipText ok = bed.client.awaitFinal("INVITE");
        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.body()).isEqualTo(SipTestBed.ANSWER);
        assertThat(ok.header("X-Voice-Version")).isEqualTo("v2");
        bed.client.send(bed.caller.ack(ok));
        bed.sip.await("confirmed");
        assertThat(bed.sip.component.proxiedCount()).isZero();
        bed.client.send(bed.caller.bye());
        bed.client.awaitStatus(200, "BYE");
        SipTestBed.Told ended = bed.ended();
        assertThat(ended.endReason()).isEqualTo(EndReason.CALLER_HANGUP);
        assertThat(ended.header(SipConstants.VERSION, String.class)).isNull();
        assertThat(bed.sip.count("ended")).isOne();
        assertThat(bed.sip.component.callCount()).isZero();
    }

    @Test
    void aSilentV1LeavesTheCallToUsAndIsHungUpOnWhenItWakes() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", SipCallee.over("udp"), HopTimes.DEFAULT, SHORT)) {
            SipText invite = bed.invite();
            SipText ok = bed.client.awaitFinal("INVITE");
            assertThat(ok.body()).isEqualTo(SipTestBed.ANSWER);
            bed.client.send(bed.caller.ack(ok));
            bed.sip.await("confirmed");

            bed.v1.answer(invite, 180);
            SipText cancel = bed.v1.awaitRequest("CANCEL");
            assertThat(cancel.entries("Via"))
                    .hasSize(1)
                    .first()
                    .isEqualTo(invite.entries("Via").get(0));
            bed.v1.answer(cancel, 200);
            bed.v1.answer(invite, 200);
            assertThat(bed.v1.awaitRequest("ACK").tag("To")).isEqualTo(bed.v1.tag);
            SipText bye = bed.v1.awaitRequest("BYE");
            assertThat(bye.tag("To")).isEqualTo(bed.v1.tag);
            assertThat(bye.firstLine()).contains("sip:v1@127.0.0.1:" + bed.v1.port());
            bed.v1.answer(bye, 200);
            bed.client.send(bed.caller.bye());
            assertThat(bed.client.awaitFinal("BYE").status()).isEqualTo(200);
            assertThat(bed.ended().endReason()).isEqualTo(EndReason.CALLER_HANGUP);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:127.0.0.1:%d;transport=tcp", "sip:127.0.0.1:%d;transport=tls"})
    void aV1ThatCannotBeReachedLeavesTheCallToUs(String uri) throws Exception {
        SipCallee gone = SipCallee.over("tcp");
        gone.close();
        try (ProxyTestBed bed =
                new ProxyTestBed("tcp", SipCallee.over("udp"), uri.formatted(gone.port()), HopTimes.DEFAULT, LONG)) {
            bed.client.send(bed.caller.invite());
            assertWeAnswer(bed);
        }
    }

    @Test
    void aCancelAfterTheRingingIsPassedOn() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            SipText invite = bed.inviteThatRings();
            bed.cancel();
            SipText cancel = bed.v1.awaitRequest("CANCEL");
            bed.v1.answer(cancel, 200);
            bed.v1.answer(invite, 487);
            bed.acknowledgeTheEnd();
            bed.v1.awaitRequest("ACK");
            assertCancelled(bed);
        }
    }

    static void assertCancelled(ProxyTestBed bed) throws Exception {
        SipTestBed.Told ended = bed.ended();
        assertThat(ended.endReason()).isEqualTo(EndReason.CALLER_CANCELLED);
        assertThat(ended.header(SipConstants.VERSION, String.class)).isEqualTo("v1");
        bed.assertNothingIsLeft();
    }

    @Test
    void aCancelBeforeTheRingingWaitsForIt() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            SipText invite = bed.invite();
            bed.cancel();
            assertThat(bed.v1.poll(Duration.ofMillis(300)))
                    .matches(m -> m == null || m.method().equals("INVITE"));
            bed.v1.answer(invite, 180);
            bed.v1.answer(bed.v1.awaitRequest("CANCEL"), 200);
            bed.v1.answer(invite, 487);
            bed.acknowledgeTheEnd();
            assertCancelled(bed);
        }
    }

    @Test
    void aCancelThatASilentV1NeverHearsIsObeyedAllTheSame() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", SipCallee.over("udp"), HopTimes.DEFAULT, SHORT)) {
            bed.invite();
            bed.cancel();
            bed.acknowledgeTheEnd();
            assertCancelled(bed);
        }
    }

    @Test
    void aCancelThatV1IgnoresIsObeyedInTheEnd() throws Exception {
        HopTimes times = new HopTimes(LONG, 190_000, SHORT, 32_000, 60_000);
        try (ProxyTestBed bed = new ProxyTestBed("udp", SipCallee.over("udp"), times, LONG)) {
            SipText invite = bed.inviteThatRings();
            bed.client.send(bed.caller.cancel());
            bed.v1.awaitRequest("CANCEL");
            bed.acknowledgeTheEnd();
            assertCancelled(bed);
        }
    }

    @Test
    void aCancelThatCrossesTheAnswerComesTooLate() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            SipText invite = bed.inviteThatRings();
            bed.client.send(bed.caller.cancel());
            SipText cancel = bed.v1.awaitRequest("CANCEL");
            bed.v1.answer(invite, 200);
            bed.v1.answer(cancel, 481);
            SipText ok = bed.client.awaitStatus(200, "INVITE");
            bed.client.send(bed.caller.ack(ok));
            bed.v1.awaitRequest("ACK");
            bed.fromCaller(bed.caller.bye());
            assertThat(bed.ended().endReason()).isEqualTo(EndReason.CALLER_HANGUP);
            bed.assertNothingIsLeft();
        }
    }

    @Test
    void aCancelWhileV1FailsEndsTheCall() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            SipText invite = bed.inviteThatIsTried();
            bed.cancel();
            bed.v1.awaitRequest("CANCEL");
            bed.v1.answer(invite, 503);
            bed.acknowledgeTheEnd();
            assertCancelled(bed);
        }
    }

    @Test
    void aCallThatRingsForEverIsEndedByTimerC() throws Exception {
        HopTimes times = new HopTimes(LONG, SHORT, SHORT, 32_000, 60_000);
        try (ProxyTestBed bed = new ProxyTestBed("udp", SipCallee.over("udp"), times, LONG)) {
            SipText invite = bed.inviteThatRings();
            bed.v1.awaitRequest("CANCEL");
            assertThat(bed.client.awaitFinal("INVITE").status()).isEqualTo(408);
            assertThat(bed.ended().endReason()).isEqualTo(EndReason.REJECTED);
            bed.assertNothingIsLeft();
        }
    }

    @Test
    void aCallThatNobodyElseCouldTakeIsEndedByTimerCWhenNothingIsHeardBut100() throws Exception {
        HopTimes times = new HopTimes(LONG, SHORT, SHORT, 32_000, 60_000);
        try (ProxyTestBed bed = new ProxyTestBed("udp", SipCallee.over("udp"), times, 0)) {
            bed.inviteThatIsTried();
            bed.v1.awaitRequest("CANCEL");
            assertThat(bed.client.awaitFinal("INVITE").status()).isEqualTo(408);
            assertThat(bed.ended().endReason()).isEqualTo(EndReason.REJECTED);
            bed.assertNothingIsLeft();
        }
    }

    @Test
    void aReInviteOfWhichNothingIsHeardBut100IsEndedByTimerC() throws Exception {
        HopTimes times = new HopTimes(LONG, SHORT, SHORT, 32_000, 60_000);
        try (ProxyTestBed bed = new ProxyTestBed("udp", SipCallee.over("udp"), times, LONG)) {
            bed.connect();
            bed.client.send(bed.caller.reinvite());
            bed.v1.answer(bed.v1.awaitRequest("INVITE"), 100);
            bed.v1.awaitRequest("CANCEL");
            assertThat(bed.client.awaitFinal("INVITE").status()).isEqualTo(408);
            assertThat(bed.sip.count("ended")).isZero();
        }
    }

    @Test
    void aCallWhoseByeNeverComesEndsWithItsSession() throws Exception {
        HopTimes times = new HopTimes(LONG, 190_000, 32_000, 200, 60_000);
        try (ProxyTestBed bed = new ProxyTestBed("udp", SipCallee.over("udp"), times, LONG)) {
            SipText invite = bed.invite();
            bed.v1.send(bed.v1.response(invite, 200, bed.v1.tag, "Session-Expires: 1;refresher=uas\r\n", ""));
            bed.client.send(bed.caller.ack(bed.client.awaitStatus(200, "INVITE")));
            assertThat(bed.ended().endReason()).isEqualTo(EndReason.SESSION_EXPIRED);
            bed.assertNothingIsLeft();
        }
    }

    @Test
    void aCallInWhichNothingIsSaidForHoursEnds() throws Exception {
        HopTimes times = new HopTimes(LONG, 190_000, 32_000, 32_000, SHORT);
        try (ProxyTestBed bed = new ProxyTestBed("udp", SipCallee.over("udp"), times, LONG)) {
            bed.connect();
            assertThat(bed.ended().endReason()).isEqualTo(EndReason.SESSION_EXPIRED);
            bed.assertNothingIsLeft();
            // Its two ends may go on, and hang up: v1 is known even when the call is not.
            bed.fromCaller(bed.caller.bye());
        }
    }

    @Test
    void aCallThatHasTravelledEnoughIsRefused() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            bed.client.send(bed.caller.invite().replace("Max-Forwards: 70", "Max-Forwards: 0"));
            assertThat(bed.client.awaitFinal("INVITE").status()).isEqualTo(483);
            bed.ended();
            bed.assertNothingIsLeft();
        }
    }

    @Test
    void aRequestWithinACallThatHasTravelledEnoughIsRefused() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            bed.connect();
            bed.client.send(bed.caller.inDialog("INFO", "", "").replace("Max-Forwards: 70", "Max-Forwards: 0"));
            assertThat(bed.client.awaitFinal("INFO").status()).isEqualTo(483);
        }
    }

    @Test
    void aV1ThatSendsItsCallsBackToUsIsNoneAndTheLoopIsSeen() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            SipText invite = bed.invite();
            String looped = "Via: SIP/2.0/UDP 127.0.0.1:" + bed.v1.port() + ";rport;branch=" + SipCaller.branch();
            bed.v1.send(invite.text().replaceFirst("Via: ", looped + "\r\nVia: "));
            SipText refused = bed.v1.awaitStatus(482, "INVITE");
            assertThat(refused.entries("Via").get(0)).contains(String.valueOf(bed.v1.port()));
            bed.v1.answer(invite, 482);
            assertThat(bed.client.awaitFinal("INVITE").body()).isEqualTo(SipTestBed.ANSWER);
        }
    }

    @Test
    void weAreNobodysRelay() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp");
                SipCallee stranger = SipCallee.over("udp")) {
            String route = "Route: <sip:127.0.0.1:" + bed.sip.component.boundPort() + ";lr>\r\n";
            SipCaller caller = new SipCaller(bed.client, "9000");
            String bye = caller.inDialog("BYE", route, "")
                    .replace("BYE sip:9000@127.0.0.1", "BYE sip:9000@127.0.0.1:" + stranger.port())
                    .replace("To: <sip:9000@127.0.0.1>", "To: <sip:9000@127.0.0.1>;tag=1");
            bed.client.send(bye);
            assertThat(bed.client.awaitFinal("BYE").status()).isEqualTo(481);
            bed.client.send(bye.replace("BYE", "ACK"));
            assertThat(stranger.poll(Duration.ofMillis(500))).isNull();
        }
    }

    @Test
    void aStopRefusesWhoWaitsAndLeavesWhoTalks() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            SipText invite = bed.inviteThatRings();
            Thread stop = new Thread(bed.sip.context::stop);
            stop.start();
            assertThat(bed.client.awaitFinal("INVITE").status()).isEqualTo(503);
            bed.v1.awaitRequest("CANCEL");
            stop.join(Duration.ofSeconds(30).toMillis());
            assertThat(bed.ended().endReason()).isEqualTo(EndReason.SHUTDOWN);
            Awaitility.await().until(() -> bed.sip.component.callCount() == 0);
        }
    }
}
