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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are answered, and how they end. */
@Execution(ExecutionMode.CONCURRENT)
class SipCallTest {
    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void answersACallThatTheCallerEnds(String transport) throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                RawSipClient client = bed.client(transport)) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite());
            client.awaitStatus(180, "INVITE");
            SipText ok = client.awaitStatus(200, "INVITE");
            assertThat(ok.body()).isEqualTo(SipTestBed.ANSWER);
            assertThat(ok.header("Contact")).contains("sip:9001@127.0.0.1:" + bed.component.boundPort());
            assertThat(ok.header("Allow")).contains("INVITE").contains("UPDATE");
            assertThat(ok.header("Supported")).isNotNull();
            assertThat(ok.header("Content-Type")).isEqualTo("application/sdp");
            client.send(caller.ack(ok));

            SipTestBed.Told confirmed = bed.await("confirmed");
            assertThat(confirmed.header(SipConstants.ANSWER_LATENCY_MS, Long.class))
                    .isNotNegative();
            SipTestBed.Told invite = bed.await("invite");
            assertThat(invite.body()).isEqualTo(SipCaller.OFFER);
            assertThat(invite.header(SipConstants.SIP_CALL_ID, String.class)).isEqualTo(caller.callId);
            assertThat(invite.header(SipConstants.EXTENSION, String.class)).isEqualTo("9001");
            assertThat(invite.header(SipConstants.DIALLED, String.class)).isEqualTo("9001");
            assertThat(invite.header(SipConstants.CALLER, String.class)).isEqualTo("caller");
            assertThat(invite.header(SipConstants.CALLER_NAME, String.class)).isEqualTo("A Caller");
            assertThat(invite.header(SipConstants.TRANSPORT, String.class)).isEqualTo(transport);
            assertThat(invite.header(SipConstants.REMOTE_ADDRESS, String.class))
                    .isEqualTo("127.0.0.1:" + client.localPort());
            assertThat(invite.callId()).isEqualTo(confirmed.callId());

            client.send(caller.bye());
            client.awaitStatus(200, "BYE");
            SipTestBed.Told ended = bed.await("ended");
            assertThat(ended.endReason()).isEqualTo(EndReason.CALLER_HANGUP);
            assertThat(ended.header(SipConstants.ANSWERED, Boolean.class)).isTrue();
            assertThat(ended.header(SipConstants.DURATION_MS, Long.class)).isNotNegative();
            assertThat(bed.told).extracting(SipTestBed.Told::what).containsExactly("invite", "confirmed", "ended");
            assertThat(bed.component.callCount()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void hangsUpOnCommand(String transport) throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                RawSipClient client = bed.client(transport)) {
            SipCaller caller = new SipCaller(client, "9001");
            caller.connect();
            String callId = bed.await("confirmed").callId();
            bed.template.sendBody("sip:hangup", new RoomCommand.Hangup(new CallId(callId), EndReason.BRAIN_DOWN));
            SipText bye = client.awaitRequest("BYE");
            assertThat(bye.header("Reason")).contains("brain-down");
            client.send(SipCaller.ok(bye));
            assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.BRAIN_DOWN);

            bed.template.sendBodyAndHeader("sip:hangup", null, SipConstants.CALL_ID, callId);
            assertThat(client.poll(Duration.ofMillis(700))).isNull();
            assertThat(bed.count("ended")).isOne();
        }
    }

    @Test
    void hangsUpOnlyAfterTheAck() throws Exception {
        try (SipTestBed bed = new SipTestBed(SipTestBed.anyPort(), (exchange, template) -> {
                    SipTestBed.answer(exchange, template);
                    template.sendBodyAndHeader(
                            "sip:hangup",
                            null,
                            SipConstants.CALL_ID,
                            exchange.getMessage().getHeader(SipConstants.CALL_ID));
                });
                RawSipClient client = bed.client("tcp")) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite());
            SipText ok = client.awaitStatus(200, "INVITE");
            SipText next = client.poll(Duration.ofMillis(300));
            assertThat(next).matches(m -> m == null || m.isResponse());
            client.send(caller.ack(ok));
            client.send(SipCaller.ok(client.awaitRequest("BYE")));
            assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.ASSISTANT_HANGUP);
        }
    }

    @Test
    void aRepeatedInviteIsOneCall() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (SipTestBed bed = new SipTestBed(SipTestBed.anyPort(), (exchange, template) -> {
                    release.await(30, TimeUnit.SECONDS);
                    SipTestBed.answer(exchange, template);
                });
                RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            String invite = caller.invite();
            client.send(invite);
            client.awaitStatus(100, "INVITE");
            client.send(invite);
            client.send(invite);
            client.awaitStatus(100, "INVITE");
            release.countDown();
            SipText ok = client.awaitStatus(200, "INVITE");
            client.send(invite);
            assertThat(client.awaitStatus(200, "INVITE").tag("To")).isEqualTo(ok.tag("To"));
            client.send(caller.ack(ok));
            bed.await("confirmed");
            client.send(caller.bye());
            client.awaitStatus(200, "BYE");
            bed.await("ended");
            assertThat(bed.count("invite")).isOne();
        }
    }

    @Test
    void repeatsTheAnswerUntilItIsAcknowledged() throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite());
            SipText first = client.awaitStatus(200, "INVITE");
            SipText again = client.awaitStatus(200, "INVITE");
            assertThat(again.text()).isEqualTo(first.text());
            client.send(caller.ack(first));
            bed.await("confirmed");
            while (client.poll(Duration.ofMillis(10)) != null) {
                // one more may have crossed the ACK
            }
            assertThat(client.poll(Duration.ofMillis(2500))).isNull();
            client.send(caller.ack(first));
            client.send(caller.bye());
            client.awaitStatus(200, "BYE");
            bed.await("ended");
            assertThat(bed.count("confirmed")).isOne();
        }
    }

    @Test
    void endsACallThatIsNeverAcknowledged() throws Exception {
        SipConfiguration configuration = SipTestBed.anyPort();
        configuration.setAckTimeoutMs(800);
        try (SipTestBed bed = new SipTestBed(configuration, SipTestBed::answer);
                RawSipClient client = bed.client("udp")) {
            client.send(new SipCaller(client, "9001").invite());
            client.awaitStatus(200, "INVITE");
            client.send(SipCaller.ok(client.awaitRequest("BYE")));
            SipTestBed.Told ended = bed.await("ended");
            assertThat(ended.endReason()).isEqualTo(EndReason.NOT_ACKNOWLEDGED);
            assertThat(ended.header(SipConstants.ANSWERED, Boolean.class)).isTrue();
            assertThat(bed.count("confirmed")).isZero();
        }
    }

    @Test
    void aCancelAfterTheAnswerChangesNothing() throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite());
            SipText ok = client.awaitStatus(200, "INVITE");
            client.send(caller.cancel());
            client.awaitStatus(200, "CANCEL");
            client.send(caller.ack(ok));
            bed.await("confirmed");
            client.send(caller.bye());
            client.awaitStatus(200, "BYE");
            assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.CALLER_HANGUP);
        }
    }

    @Test
    void anExtensionMayHoldAnyCharacter() throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "sips%3Auser%40example.com%0d%0aX-Evil%3a%201");
            client.send(caller.invite());
            SipText ok = client.awaitFinal("INVITE");
            assertThat(ok.status()).isEqualTo(200);
            assertThat(ok.headers("X-Evil")).isEmpty();
            client.send(caller.ack(ok));
            assertThat(bed.await("invite").header(SipConstants.EXTENSION, String.class))
                    .isEqualTo("sips:user@example.com X-Evil: 1");
        }
    }

    @Test
    void aTcpCallerThatVanishesBeforeItsAckLeavesNothingBehind() throws Exception {
        SipConfiguration configuration = SipTestBed.anyPort();
        configuration.setAckTimeoutMs(2000);
        try (SipTestBed bed = new SipTestBed(configuration, SipTestBed::answer)) {
            try (RawSipClient client = bed.client("tcp")) {
                client.send(new SipCaller(client, "9001").invite());
                client.awaitStatus(200, "INVITE");
            }
            assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.NOT_ACKNOWLEDGED);
            assertThat(bed.component.callCount()).isZero();
        }
    }

    @Test
    void aReInviteAndAnUpdateRefreshTheSession() throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            caller.connect();
            bed.await("confirmed");
            client.send(caller.reinvite());
            SipText ok = client.awaitFinal("INVITE");
            assertThat(ok.status()).isEqualTo(200);
            assertThat(ok.body()).isEqualTo(SipTestBed.ANSWER);
            client.send(caller.ack(ok));
            String contact = "Contact: <sip:caller@127.0.0.1:" + client.localPort() + ">\r\n";
            client.send(caller.inDialog("UPDATE", contact, ""));
            assertThat(client.awaitFinal("UPDATE").status()).isEqualTo(200);
            client.send(caller.bye());
            client.awaitStatus(200, "BYE");
            bed.await("ended");
            assertThat(bed.told).extracting(SipTestBed.Told::what).containsExactly("invite", "confirmed", "ended");
        }
    }

    @Test
    void anOfferInMidCallIsTheRoutesToAnswer() throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                RawSipClient client = bed.client("udp")) {
            String held = SipTestBed.ANSWER + "a=recvonly\r\n";
            bed.onChanged(exchange -> {
                exchange.getMessage().setBody(held);
                bed.template.send("sip:answer", exchange);
            });
            SipCaller caller = new SipCaller(client, "9001");
            caller.connect();
            bed.await("confirmed");
            client.send(caller.reinvite());
            SipText ok = client.awaitFinal("INVITE");
            assertThat(ok.status()).isEqualTo(200);
            assertThat(ok.body()).isEqualTo(held);
            client.send(caller.ack(ok));
            assertThat(bed.await("changed").body()).isEqualTo(SipCaller.OFFER);
            client.send(caller.bye());
            client.awaitStatus(200, "BYE");
            bed.await("ended");
            assertThat(bed.told)
                    .extracting(SipTestBed.Told::what)
                    .containsExactly("invite", "confirmed", "changed", "ended");
        }
    }

    @Test
    void anOfferInMidCallThatCannotBeTakenChangesNothing() throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                RawSipClient client = bed.client("tcp")) {
            bed.onChanged(exchange -> {
                throw new IllegalArgumentException("no such codec");
            });
            SipCaller caller = new SipCaller(client, "9001");
            caller.connect();
            bed.await("confirmed");
            client.send(caller.reinvite());
            SipText refused = client.awaitFinal("INVITE");
            assertThat(refused.status()).isEqualTo(488);
            client.send(caller.ack(refused));
            assertThat(bed.component.callCount()).isEqualTo(1);
            client.send(caller.bye());
            client.awaitStatus(200, "BYE");
            assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.CALLER_HANGUP);
        }
    }

    @Test
    void anInviteWithoutAnOfferHasAnEmptyBody() throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite("", ""));
            client.send(caller.ack(client.awaitStatus(200, "INVITE")));
            assertThat(bed.await("invite").body()).isEmpty();
            bed.await("confirmed");
        }
    }

    @Test
    void fiftyCallsAtOnceLeaveNothingBehind() throws Exception {
        int calls = 50;
        try (SipTestBed bed = SipTestBed.answering()) {
            SipCaller[] callers = new SipCaller[calls];
            RawSipClient[] clients = new RawSipClient[calls];
            for (int i = 0; i < calls; i++) {
                clients[i] = bed.client(i % 2 == 0 ? "udp" : "tcp");
                callers[i] = new SipCaller(clients[i], "9001");
                clients[i].send(callers[i].invite());
            }
            for (int i = 0; i < calls; i++) {
                clients[i].send(callers[i].ack(clients[i].awaitStatus(200, "INVITE")));
            }
            await().until(() -> bed.count("confirmed") == calls);
            assertThat(bed.component.callCount()).isEqualTo(calls);
            for (int i = 0; i < calls; i++) {
                clients[i].send(callers[i].bye());
            }
            for (int i = 0; i < calls; i++) {
                clients[i].awaitStatus(200, "BYE");
                clients[i].close();
            }
            await().until(() -> bed.count("ended") == calls);
            assertThat(bed.component.callCount()).isZero();
            assertThat(bed.told.stream()
                            .filter(t -> t.what().equals("ended"))
                            .map(SipTestBed.Told::callId)
                            .distinct())
                    .hasSize(calls);
        }
    }

    @Test
    void aProducerSaysThatTheCallIsGone() throws Exception {
        try (SipTestBed bed = SipTestBed.answering()) {
            Map<String, Object> headers =
                    Map.of(SipConstants.CALL_ID, CallId.fresh().value());
            Object done = bed.template
                    .request("sip:answer", e -> {
                        e.getMessage().setHeaders(new java.util.HashMap<>(headers));
                        e.getMessage().setBody(SipTestBed.ANSWER);
                    })
                    .getMessage()
                    .getHeader(SipConstants.DONE);
            assertThat(done).isEqualTo(false);
        }
    }
}
