package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.testkit.JainTables;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both sides say at the same moment. Each call ends once, and nothing of it is left. */
@Execution(ExecutionMode.CONCURRENT)
class SipCrossingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLS = 30;

    @ParameterizedTest
    @CsvSource({"udp, 200", "udp, 481", "tcp, 200", "tcp, 481"})
    void byeAgainstBye(String transport, int theirs) throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                RawSipClient client = bed.client(transport)) {
            SipCaller caller = new SipCaller(client, "9001");
            caller.connect();
            hangUp(bed);
            SipText ours = client.awaitRequest("BYE");
            assertThat(client.ask(caller.bye(), "BYE").status()).isIn(200, 481);
            client.send(answer(ours, theirs));

            assertEndedOnce(bed, EndReason.ASSISTANT_HANGUP);
        }
    }

    /** RFC 3261 section 15.1.2: what is open is ended with 487; some say 481, and some had answered already. */
    @ParameterizedTest
    @CsvSource({"udp, 487", "udp, 481", "udp, 200", "tcp, 487", "tcp, 481", "tcp, 200"})
    void byeAgainstOurReinvite(String transport, int theirs) throws Exception {
        SipConfiguration configuration = SipTestBed.anyPort();
        configuration.setMinSessionExpires(1);
        configuration.setSessionExpires(2);
        try (SipTestBed bed = new SipTestBed(configuration, SipTestBed::answer);
                RawSipClient client = bed.client(transport)) {
            SipCaller caller = new SipCaller(client, "9001");
            // Who does not say that it knows UPDATE is sent a re-INVITE for each refresh.
            client.send(caller.invite("Supported: timer\r\n", SipCaller.OFFER));
            client.send(caller.ack(client.awaitStatus(200, "INVITE")));
            SipText ours = client.awaitRequest("INVITE");
            assertThat(client.ask(caller.bye(), "BYE").status()).isEqualTo(200);
            client.send(answer(ours, theirs));
            client.awaitRequest("ACK");

            assertEndedOnce(bed, EndReason.CALLER_HANGUP);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void cancelAgainstOurBusy(String transport) throws Exception {
        try (SipTestBed bed = busy();
                RawSipClient client = bed.client(transport)) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite());
            SipText busy = client.awaitStatus(486, "INVITE");
            client.send(caller.cancel());
            assertThat(client.awaitFinal("CANCEL").status()).isIn(200, 481);
            client.send(caller.ack(busy));

            assertEndedOnce(bed, EndReason.REJECTED);
        }
    }

    /** However near the two come, the caller gets one final answer, and the call ends once. */
    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void cancelAgainstOurBusyAtAnyMoment(String transport) throws Exception {
        try (SipTestBed bed = busy();
                RawSipClient client = bed.client(transport)) {
            for (int i = 0; i < CALLS; i++) {
                SipCaller caller = new SipCaller(client, "9001");
                client.send(caller.invite());
                long until = System.nanoTime() + i * 200_000L;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                client.send(caller.cancel());
                SipText refused = client.await(
                        m -> m.isResponse()
                                && m.status() >= 200
                                && m.method().equals("INVITE")
                                && m.header("Call-ID").equals(caller.callId),
                        "final to INVITE");
                assertThat(refused.status()).isIn(486, 487);
                client.send(caller.ack(refused));
            }

            await().atMost(PATIENCE).until(() -> bed.count("ended") == CALLS);
            assertThat(bed.told.stream()
                            .filter(one -> one.what().equals("ended"))
                            .map(SipTestBed.Told::callId))
                    .doesNotHaveDuplicates();
            assertNothingLeft(bed);
        }
    }

    /** New calls are the routes' to refuse; whoever is in a call notices nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void aDrainServesTheCallsThatAreUp(String transport) throws Exception {
        try (SipTestBed bed = new SipTestBed(SipTestBed.anyPort(), (exchange, template) -> {
                    if (exchange.getContext()
                            .getComponent("sip", SipComponent.class)
                            .isDraining()) {
                        template.send("sip:reject?status=503", exchange);
                    } else {
                        SipTestBed.answer(exchange, template);
                    }
                });
                RawSipClient client = bed.client(transport);
                RawSipClient other = bed.client(transport)) {
            bed.onChanged(exchange -> {
                exchange.getMessage().setBody(SipTestBed.ANSWER.replace("o=- 2 1", "o=- 2 2"));
                bed.template.send("sip:answer", exchange);
            });
            List<String> keys = new ArrayList<>();
            bed.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("sip:pressed").process(e -> keys.add(e.getMessage().getBody(String.class)));
                }
            });
            SipCaller caller = new SipCaller(client, "9001");
            caller.connect();
            bed.await("confirmed");

            bed.component.setDraining(true);

            SipCaller late = new SipCaller(other, "9001");
            other.send(late.invite());
            SipText refused = other.awaitFinal("INVITE");
            assertThat(refused.status()).isEqualTo(503);
            other.send(late.ack(refused));

            client.send(caller.reinvite());
            SipText changed = client.awaitFinal("INVITE");
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.body()).contains("o=- 2 2");
            client.send(caller.ack(changed));
            String contact = "Contact: <sip:caller@127.0.0.1:" + client.localPort() + ">\r\n";
            client.send(caller.inDialog("UPDATE", contact, SipCaller.OFFER));
            assertThat(client.awaitFinal("UPDATE").status()).isEqualTo(200);
            client.send(caller.inDialog("INFO", "", "Signal=5\r\nDuration=160\r\n")
                    .replace("application/sdp", "application/dtmf-relay"));
            assertThat(client.awaitFinal("INFO").status()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> keys.equals(List.of("5")));
            assertThat(client.ask(caller.bye(), "BYE").status()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> bed.count("ended") == 2);
            assertThat(bed.told.get(bed.told.size() - 1).endReason()).isEqualTo(EndReason.CALLER_HANGUP);
            assertNothingLeft(bed);
        }
    }

    private static SipTestBed busy() throws Exception {
        return new SipTestBed(
                SipTestBed.anyPort(), (exchange, template) -> template.send("sip:reject?status=486", exchange));
    }

    private static void hangUp(SipTestBed bed) {
        bed.template.sendBodyAndHeader(
                "sip:hangup", null, SipConstants.CALL_ID, bed.await("confirmed").callId());
    }

    private static String answer(SipText request, int status) {
        String contact = request.header("To").replaceAll(".*(<[^>]*>).*", "$1");
        return SipCaller.ok(request)
                .replace("SIP/2.0 200 OK", "SIP/2.0 " + status + " So It Is")
                .replace("Content-Length: 0", "Contact: " + contact + "\r\nContent-Length: 0");
    }

    private static void assertEndedOnce(SipTestBed bed, EndReason why) {
        assertThat(bed.await("ended").endReason()).isEqualTo(why);
        assertNothingLeft(bed);
        assertThat(bed.count("ended")).isOne();
    }

    private static void assertNothingLeft(SipTestBed bed) {
        assertThat(bed.component.callCount()).isZero();
        // JAIN SIP remembers a dialog for some seconds after its end.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(JainTables.sizes(bed.component))
                .containsEntry(JainTables.PREFIX + "dialogTable", 0L)
                .containsEntry(JainTables.PREFIX + "earlyDialogTable", 0L));
    }
}
