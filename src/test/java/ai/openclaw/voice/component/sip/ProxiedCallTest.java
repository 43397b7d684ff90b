package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that v1 answers, seen from both sides of the hop. */
@Execution(ExecutionMode.CONCURRENT)
class ProxiedCallTest {
    @ParameterizedTest
    @CsvSource({"udp,udp", "tcp,tcp", "udp,tcp", "tcp,udp"})
    void passesACallOnThatTheCallerEnds(String callerSide, String v1Side) throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed(callerSide, v1Side)) {
            bed.client.send(bed.caller.invite("X-Their-Own: stays,as it=is\r\nSupported: timer\r\n", SipCaller.OFFER));
            bed.client.awaitStatus(100, "INVITE");
            SipText invite = bed.v1.awaitRequest("INVITE");
            int port = bed.sip.component.boundPort();
            assertThat(invite.firstLine()).startsWith("INVITE sip:9000@127.0.0.1:" + bed.v1.port());
            assertThat(invite.entries("Via")).hasSize(2);
            assertThat(invite.entries("Via").get(0))
                    .contains("127.0.0.1:" + port)
                    .contains("rport")
                    .containsIgnoringCase("SIP/2.0/" + v1Side);
            assertThat(invite.header("Max-Forwards")).isEqualTo("69");
            assertThat(invite.header("X-Voice-Version")).isEqualTo("v1");
            assertThat(invite.header("X-Their-Own")).isEqualTo("stays,as it=is");
            assertThat(invite.body()).isEqualTo(SipCaller.OFFER);
            assertThat(invite.entries("Record-Route"))
                    .hasSize(callerSide.equals(v1Side) ? 1 : 2)
                    .allSatisfy(route ->
                            assertThat(route).contains("127.0.0.1:" + port).contains(";lr"));

            bed.v1.answer(invite, 180);
            SipText ringing = bed.client.awaitStatus(180, "INVITE");
            assertThat(ringing.tag("To")).isEqualTo(bed.v1.tag);
            assertThat(ringing.entries("Via")).hasSize(1);
            bed.v1.answer(invite, 200);
            SipText ok = bed.client.awaitStatus(200, "INVITE");
            assertThat(ok.tag("To")).isEqualTo(bed.v1.tag);
            assertThat(ok.entries("Via")).hasSize(1);
            assertThat(ok.header("Contact")).contains("sip:v1@127.0.0.1:" + bed.v1.port());
            assertThat(ok.header("X-Voice-Version")).isEqualTo("v1");
            bed.client.send(bed.caller.ack(ok));
            SipText ack = bed.v1.awaitRequest("ACK");
            assertThat(ack.entries("Route")).isEmpty();
            assertThat(ack.entries("Via")).hasSize(2);

            SipText bye = bed.fromCaller(bed.caller.bye());
            assertThat(bye.entries("Route")).isEmpty();
            SipTestBed.Told ended = bed.ended();
            assertThat(ended.endReason()).isEqualTo(EndReason.CALLER_HANGUP);
            assertThat(ended.header(SipConstants.VERSION, String.class)).isEqualTo("v1");
            assertThat(ended.header(SipConstants.ANSWERED, Boolean.class)).isTrue();
            assertThat(ended.header(SipConstants.CONFIRMED, Boolean.class)).isFalse();
            assertThat(ended.header(SipConstants.ANSWER_LATENCY_MS, Long.class)).isNotNegative();
            bed.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @CsvSource({"udp,udp", "tcp,tcp", "udp,tcp", "tcp,udp"})
    void passesACallOnThatV1Ends(String callerSide, String v1Side) throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed(callerSide, v1Side)) {
            SipText invite = bed.connect();
            SipText bye = bed.fromV1(invite, "BYE", "Reason: Q.850;cause=16\r\n", "");
            assertThat(bye.entries("Route")).isEmpty();
            assertThat(bye.header("Reason")).contains("cause=16");
            assertThat(bed.ended().endReason()).isEqualTo(EndReason.ASSISTANT_HANGUP);
            bed.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "REFER", "PRACK", "UPDATE", "NOTIFY", "MESSAGE"})
    void passesRequestsOnInBothDirections(String method) throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            SipText invite = bed.connect();
            String headers = "Refer-To: <sip:1002@127.0.0.1>\r\nEvent: refer\r\nSubscription-State: active\r\n"
                    + "RAck: 1 1 INVITE\r\nX-Big: " + "x".repeat(3000) + "\r\n";
            SipText there = bed.fromCaller(bed.caller.inDialog(method, headers, ""));
            assertThat(there.header("X-Big")).hasSize(3000);
            assertThat(there.header("Max-Forwards")).isEqualTo("69");
            SipText back = bed.fromV1(invite, method, headers, "");
            assertThat(back.header("Refer-To")).isEqualTo("<sip:1002@127.0.0.1>");
            bed.fromCaller(bed.caller.bye());
            bed.ended();
            bed.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void holdAndResumePassThroughFromBothSides(String transport) throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed(transport, transport)) {
            SipText invite = bed.connect();
            SipText hold = bed.fromCaller(bed.caller.reinvite());
            assertThat(hold.body()).isEqualTo(SipCaller.OFFER);
            String held = SipCaller.OFFER + "a=sendonly\r\n";
            bed.v1.send(bed.v1.inDialog(invite, "INVITE", "", held));
            SipText again = bed.client.awaitRequest("INVITE");
            assertThat(again.body()).isEqualTo(held);
            bed.client.send(SipCaller.ok(again)
                    .replace(
                            "Content-Length",
                            "Contact: <sip:caller@127.0.0.1:" + bed.client.localPort() + ">\r\nContent-Length"));
            bed.v1.awaitStatus(200, "INVITE");
            bed.v1.send(bed.v1.inDialog(invite, "ACK", "", ""));
            bed.client.awaitRequest("ACK");
            bed.fromV1(invite, "BYE", "", "");
            bed.ended();
            bed.assertNothingIsLeft();
        }
    }

    @Test
    void aReInviteThatIsTakenBackIsTakenBackAtV1() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            bed.connect();
            bed.client.send(bed.caller.reinvite());
            SipText again = bed.v1.awaitRequest("INVITE");
            bed.v1.answer(again, 100);
            bed.v1.answer(again, 183);
            bed.client.awaitStatus(183, "INVITE");
            bed.cancel();
            SipText cancel = bed.v1.awaitRequest("CANCEL");
            bed.v1.answer(cancel, 200);
            bed.v1.answer(again, 487);
            SipText terminated = bed.client.awaitStatus(487, "INVITE");
            bed.client.send(bed.caller.ack(terminated));
            bed.v1.awaitRequest("ACK");
            assertThat(bed.sip.count("ended")).isZero();
        }
    }

    @Test
    void keepsTheRouteOfAnExchangeInBetween() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            String exchange = "<sip:127.0.0.1:" + bed.client.localPort() + ";lr;did=abc>";
            bed.client.send(bed.caller.invite(
                    "Record-Route: " + exchange + "\r\nRoute: <sip:127.0.0.1:" + bed.sip.component.boundPort()
                            + ";lr>\r\n",
                    SipCaller.OFFER));
            SipText invite = bed.v1.awaitRequest("INVITE");
            assertThat(invite.entries("Route")).isEmpty();
            assertThat(invite.entries("Record-Route")).hasSize(2).last().isEqualTo(exchange);
            bed.v1.answer(invite, 200);
            SipText ok = bed.client.awaitStatus(200, "INVITE");
            assertThat(ok.entries("Record-Route")).isEqualTo(invite.entries("Record-Route"));
            bed.client.send(bed.caller.ack(ok).replace("Route: " + exchange + "\r\n", ""));
            bed.v1.awaitRequest("ACK");
            SipText bye = bed.fromV1(invite, "BYE", "", "");
            assertThat(bye.entries("Route")).containsExactly(exchange);
            bed.ended();
            bed.assertNothingIsLeft();
        }
    }

    @Test
    void aRepeatedInviteIsOneCallAndA2xxIsRepeatedUntilItsAck() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            String text = bed.caller.invite();
            bed.client.send(text);
            SipText invite = bed.v1.awaitRequest("INVITE");
            bed.client.send(text);
            bed.client.send(text);
            bed.v1.answer(invite, 200);
            SipText ok = bed.client.awaitStatus(200, "INVITE");
            bed.client.send(text);
            bed.v1.answer(invite, 200);
            SipText again = bed.client.awaitStatus(200, "INVITE");
            assertThat(again.text()).isEqualTo(ok.text());
            bed.client.send(text);
            bed.client.send(bed.caller.ack(ok));
            bed.client.send(bed.caller.ack(ok));
            bed.v1.awaitRequest("ACK");
            bed.v1.awaitRequest("ACK");
            bed.fromCaller(bed.caller.bye());
            bed.ended();
            assertThat(bed.v1.poll(Duration.ofMillis(600))).isNull();
            bed.assertNothingIsLeft();
        }
    }

    @Test
    void passesTheAnswersOfAForkAndEndsWithTheLastOfThem() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            SipText invite = bed.invite();
            bed.v1.answer(invite, 200);
            SipText first = bed.client.awaitStatus(200, "INVITE");
            bed.v1.send(bed.v1.response(invite, 200, "another", "", ""));
            SipText second = bed.client.awaitStatus(200, "INVITE");
            assertThat(second.tag("To")).isEqualTo("another");

            bed.client.send(bed.caller.ack(second));
            assertThat(bed.v1.awaitRequest("ACK").tag("To")).isEqualTo("another");
            bed.fromCaller(bed.caller.bye());
            assertThat(bed.sip.count("ended")).isZero();
            bed.client.send(bed.caller.ack(first));
            bed.v1.awaitRequest("ACK");
            assertThat(bed.sip.component.proxiedCount()).isOne();
            bed.fromCaller(bed.caller.bye());
            assertThat(bed.ended().endReason()).isEqualTo(EndReason.CALLER_HANGUP);
            bed.assertNothingIsLeft();
        }
    }

    @Test
    void byesThatCrossAreBothAnswered() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            SipText invite = bed.connect();
            bed.client.send(bed.caller.bye());
            bed.v1.send(bed.v1.inDialog(invite, "BYE", "", ""));
            SipText atV1 = bed.v1.awaitRequest("BYE");
            SipText atCaller = bed.client.awaitRequest("BYE");
            bed.v1.answer(atV1, 200);
            bed.client.send(SipCaller.ok(atCaller));
            bed.client.awaitStatus(200, "BYE");
            bed.v1.awaitStatus(200, "BYE");
            bed.ended();
            bed.assertNothingIsLeft();
        }
    }

    @Test
    void aByeThatIsAskedForAPasswordEndsNothingYet() throws Exception {
        try (ProxyTestBed bed = new ProxyTestBed("udp", "udp")) {
            bed.connect();
            bed.client.send(bed.caller.bye());
            SipText bye = bed.v1.awaitRequest("BYE");
            bed.v1.send(bed.v1.response(
                    bye, 407, bed.v1.tag, "Proxy-Authenticate: Digest realm=\"v1\", nonce=\"1\"\r\n", ""));
            bed.client.awaitStatus(407, "BYE");
            assertThat(bed.sip.component.proxiedCount()).isOne();
            bed.fromCaller(bed.caller.bye());
            bed.ended();
            bed.assertNothingIsLeft();
        }
    }
}
