package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A call that goes on with somebody else: the caller refers us there, or another INVITE takes its place. */
@Execution(ExecutionMode.CONCURRENT)
class SipTransferTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MOVED = SipTestBed.ANSWER.replace("o=- 2 1", "o=- 2 2");

    private SipTestBed bed;
    private RawSipClient client;
    private SipCaller caller;

    @BeforeEach
    void aCallIsUp() throws Exception {
        aCallIsUp(SipTestBed.anyPort());
    }

    private void aCallIsUp(SipConfiguration configuration) throws Exception {
        bed = new SipTestBed(configuration, SipTestBed::answer);
        bed.followsReferrals(MOVED);
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("sip:agreed").process(e -> bed.told.add(new SipTestBed.Told("agreed", e.copy())));
                from("sip:transferred").process(e -> bed.told.add(new SipTestBed.Told("transferred", e.copy())));
            }
        });
        client = bed.client("udp");
        caller = new SipCaller(client, "9001");
        caller.connect();
        bed.await("confirmed");
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        bed.close();
    }

    @Test
    void callsWhomItIsReferredToAndGoesOnWithThem() throws Exception {
        SipText invite = refer("?Replaces=abc%40host%3Bto-tag%3D1%3Bfrom-tag%3D2");
        assertThat(invite.firstLine()).startsWith("INVITE sip:1002@127.0.0.1");
        assertThat(invite.header("Replaces")).isEqualTo("abc@host;to-tag=1;from-tag=2");
        assertThat(invite.body()).isEqualTo(MOVED);
        String tag = ";tag=other";
        client.send(reply(invite, "180 Ringing", tag, ""));
        client.send(reply(invite, "200 OK", tag, SipCaller.OFFER));
        assertThat(client.awaitRequest("ACK").header("Call-ID")).isEqualTo(invite.header("Call-ID"));
        SipText notify = client.awaitRequest("NOTIFY");
        assertThat(notify.body()).startsWith("SIP/2.0 200");
        assertThat(notify.header("Subscription-State")).startsWith("terminated");
        client.send(SipCaller.ok(notify));
        SipText bye = client.awaitRequest("BYE");
        assertThat(bye.header("Call-ID")).isEqualTo(caller.callId);
        client.send(SipCaller.ok(bye));
        assertThat(bed.await("agreed").body()).isEqualTo(SipCaller.OFFER);
        assertThat(bed.count("ended")).as("the conversation goes on").isZero();

        bed.template.sendBodyAndHeader(
                "sip:hangup", null, SipConstants.CALL_ID, bed.await("confirmed").callId());
        SipText last = client.await(
                m -> m.firstLine().startsWith("BYE") && m.header("Call-ID").equals(invite.header("Call-ID")),
                "BYE to whom we were referred to");
        client.send(SipCaller.ok(last));
        assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.ASSISTANT_HANGUP);
    }

    @Test
    void whoeverRefersMayLeaveAtOnce() throws Exception {
        SipText invite = refer("");
        client.send(caller.bye());
        client.awaitStatus(200, "BYE");
        client.send(reply(invite, "200 OK", ";tag=other", SipCaller.OFFER));
        client.awaitRequest("ACK");
        bed.await("agreed");
        assertThat(bed.count("ended")).isZero();
        assertThat(bed.component.callCount()).isOne();
    }

    @Test
    void whoeverRefersNeedNotListenToWhatBecomesOfIt() throws Exception {
        client.send(caller.inDialog(
                "REFER",
                "Refer-To: <sip:1002@127.0.0.1:" + client.localPort() + ">\r\nContact: <sip:caller@127.0.0.1:"
                        + client.localPort() + ">\r\n",
                ""));
        SipText accepted = client.awaitStatus(202, "REFER");
        assertThat(accepted.header("Contact")).as("RFC 3515 section 2.2").isNotNull();
        SipText trying = client.awaitRequest("NOTIFY");
        client.send(SipCaller.ok(trying).replace("200 OK", "481 Gone"));
        SipText invite = client.awaitRequest("INVITE");
        client.send(reply(invite, "200 OK", ";tag=other", SipCaller.OFFER));
        client.awaitRequest("ACK");
        bed.await("agreed");
        assertThat(bed.count("ended")).isZero();
    }

    @Test
    void staysWithTheCallerWhenTheOtherDoesNotAnswer() throws Exception {
        SipText invite = refer("");
        client.send(reply(invite, "486 Busy Here", ";tag=other", ""));
        client.awaitRequest("ACK");
        SipText notify = client.awaitRequest("NOTIFY");
        assertThat(notify.body()).startsWith("SIP/2.0 486");
        client.send(SipCaller.ok(notify));
        client.send(caller.inDialog("UPDATE", "Contact: <sip:caller@127.0.0.1:" + client.localPort() + ">\r\n", ""));
        client.awaitStatus(200, "UPDATE");
        client.send(caller.bye());
        client.awaitStatus(200, "BYE");
        assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.CALLER_HANGUP);
    }

    @Test
    void callsNobodyAnyMoreWhenItHangsUp() throws Exception {
        SipText invite = refer("");
        client.send(reply(invite, "180 Ringing", ";tag=other", ""));
        bed.template.sendBodyAndHeader(
                "sip:hangup", null, SipConstants.CALL_ID, bed.await("confirmed").callId());
        SipText cancel = client.awaitRequest("CANCEL");
        assertThat(cancel.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
    }

    @Test
    void anotherInviteTakesTheCallsPlace() throws Exception {
        bed.onChanged(e -> {
            e.getMessage().setBody(MOVED);
            bed.template.send("sip:answer", e);
        });
        try (RawSipClient other = bed.client("udp")) {
            SipCaller second = new SipCaller(other, "9001");
            other.send(second.invite(
                    "Replaces: " + caller.callId + ";to-tag=" + caller.remoteTag() + ";from-tag=" + caller.localTag()
                            + "\r\n",
                    SipCaller.OFFER));
            SipText ok = other.awaitFinal("INVITE");
            assertThat(ok.status()).isEqualTo(200);
            assertThat(ok.body()).isEqualTo(MOVED);
            other.send(second.ack(ok));
            client.send(SipCaller.ok(client.awaitRequest("BYE")));
            assertThat(bed.component.callCount()).isOne();
            assertThat(bed.count("ended")).isZero();
            other.send(second.bye());
            other.awaitStatus(200, "BYE");
            assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.CALLER_HANGUP);
            assertThat(bed.count("invite")).isOne();
        }
    }

    @Test
    void replacesNoCallThatItDoesNotKnow() throws Exception {
        try (RawSipClient other = bed.client("udp")) {
            SipCaller second = new SipCaller(other, "9001");
            other.send(second.invite("Replaces: nobody;to-tag=a;from-tag=b\r\n", SipCaller.OFFER));
            SipText refused = other.awaitFinal("INVITE");
            other.send(second.ack(refused));
            assertThat(refused.status()).isEqualTo(481);
        }
    }

    @Test
    void connectsTheCallerWithTheOtherSideOfAnotherCall() throws Exception {
        String first = bed.await("confirmed").callId();
        try (RawSipClient other = bed.client("udp")) {
            SipCaller second = new SipCaller(other, "9001");
            second.connect();
            await().atMost(PATIENCE).until(() -> bed.count("confirmed") == 2);
            String with = bed.told.stream()
                    .filter(t -> t.what().equals("confirmed") && !t.callId().equals(first))
                    .findFirst()
                    .orElseThrow()
                    .callId();
            bed.template.sendBodyAndHeaders(
                    "sip:transfer", null, Map.of(SipConstants.CALL_ID, first, SipConstants.WITH_CALL, with));
            SipText refer = client.awaitRequest("REFER");
            assertThat(refer.header("Refer-To"))
                    .contains("sip:caller@127.0.0.1:" + other.localPort())
                    .contains("?Replaces=" + second.callId.replace("@", "%40") + "%3Bto-tag%3D" + second.localTag());
        }
    }

    @Test
    void aTransferThatFailsIsToldAndTheCallGoesOn() throws Exception {
        SipText refer = transfer();
        client.send(reply(refer, "202 Accepted", "", ""));
        client.send(notify("SIP/2.0 180 Ringing", "active;expires=60"));
        client.awaitStatus(200, "NOTIFY");
        assertThat(bed.count("transferred")).isZero();
        client.send(notify("SIP/2.0 486 Busy Here", "terminated;reason=noresource"));
        client.awaitStatus(200, "NOTIFY");

        assertThat(bed.await("transferred").header(SipConstants.STATUS, Integer.class))
                .isEqualTo(486);
        goesOn();
        assertThat(bed.count("transferred")).isOne();
    }

    @Test
    void aTransferThatTheExchangeDoesNotTakeIsToldAndTheCallGoesOn() throws Exception {
        client.send(reply(transfer(), "603 Decline", "", ""));

        assertThat(bed.await("transferred").header(SipConstants.STATUS, Integer.class))
                .isEqualTo(603);
        goesOn();
    }

    @Test
    void aTransferOfWhichTheExchangeSaysNoMoreIsGivenUpAndAnotherCanBeTried() throws Exception {
        stop();
        SipConfiguration hasty = SipTestBed.anyPort();
        hasty.setTransferTimeoutMs(300);
        aCallIsUp(hasty);
        client.send(reply(transfer(), "202 Accepted", "", ""));

        assertThat(bed.await("transferred").header(SipConstants.STATUS, Integer.class))
                .isEqualTo(408);
        transfer();
        goesOn();
    }

    @Test
    void aSecondTransferIsNotBegunWhileTheFirstIsUnderWay() throws Exception {
        transfer();
        assertThat(handOver().getMessage().getHeader(SipConstants.DONE, Boolean.class))
                .isFalse();
        goesOn();
    }

    private SipText transfer() throws Exception {
        assertThat(handOver().getMessage().getHeader(SipConstants.DONE, Boolean.class))
                .isTrue();
        return client.awaitRequest("REFER");
    }

    private Exchange handOver() {
        String callId = bed.await("confirmed").callId();
        return bed.template.send("sip:transfer", exchange -> exchange.getMessage()
                .setBody(new RoomCommand.Transfer(new CallId(callId), "1001")));
    }

    private String notify(String fragment, String state) {
        return caller.inDialog(
                        "NOTIFY",
                        "Event: refer\r\nSubscription-State: " + state + "\r\nContact: <sip:caller@127.0.0.1:"
                                + client.localPort() + ">\r\n",
                        fragment + "\r\n")
                .replace("application/sdp", "message/sipfrag");
    }

    /** The call is up as before, and the caller can hang up. */
    private void goesOn() throws Exception {
        assertThat(bed.count("ended")).isZero();
        client.send(caller.bye());
        client.awaitStatus(200, "BYE");
        assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.CALLER_HANGUP);
    }

    private SipText refer(String headers) throws Exception {
        String target = "<sip:1002@127.0.0.1:" + client.localPort() + headers + ">";
        client.send(caller.inDialog(
                "REFER",
                "Refer-To: " + target + "\r\nContact: <sip:caller@127.0.0.1:" + client.localPort() + ">\r\n",
                ""));
        client.awaitStatus(202, "REFER");
        SipText trying = client.awaitRequest("NOTIFY");
        assertThat(trying.header("Event")).isEqualTo("refer");
        assertThat(trying.body()).startsWith("SIP/2.0 100");
        client.send(SipCaller.ok(trying));
        return client.awaitRequest("INVITE");
    }

    private String reply(SipText request, String status, String tag, String body) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String name : new String[] {"Via", "From", "Call-ID", "CSeq"}) {
            request.headers(name).forEach(v -> text.append(name + ": " + v + "\r\n"));
        }
        text.append("To: " + request.header("To") + tag + "\r\n");
        text.append("Contact: <sip:1002@127.0.0.1:" + client.localPort() + ">\r\n");
        text.append(body.isEmpty() ? "" : "Content-Type: application/sdp\r\n");
        return text + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
