package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are never answered: refused, cancelled, forgotten. */
@Execution(ExecutionMode.CONCURRENT)
class SipUnansweredCallTest {
    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void theCallerMayCancel(String transport) throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (SipTestBed bed = new SipTestBed(SipTestBed.anyPort(), (exchange, template) -> {
                    template.send("sip:ring", exchange);
                    cancelled.await(30, TimeUnit.SECONDS);
                    SipTestBed.answer(exchange, template);
                });
                RawSipClient client = bed.client(transport)) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite());
            client.awaitStatus(180, "INVITE");
            client.send(caller.cancel());
            client.awaitStatus(200, "CANCEL");
            SipText refused = client.awaitFinal("INVITE");
            assertThat(refused.status()).isEqualTo(487);
            client.send(caller.ack(refused));
            assertThat(bed.count("ended")).as("the invite route still runs").isZero();
            cancelled.countDown();
            SipTestBed.Told ended = bed.await("ended");
            assertThat(ended.endReason()).isEqualTo(EndReason.CALLER_CANCELLED);
            assertThat(ended.header(SipConstants.ANSWERED, Boolean.class)).isFalse();
            Duration moment = Duration.ofMillis(700);
            for (SipText more = client.poll(moment); more != null; more = client.poll(moment)) {
                assertThat(more.status()).as("after the 487").isEqualTo(487);
            }
        }
    }

    /** The CANCEL may be faster than the route; the call's end is told all the same, or it would leave no record. */
    @Test
    void whoeverCancelsAtOnceIsToldOfAsWell() throws Exception {
        int calls = 40;
        try (SipTestBed bed = new SipTestBed(SipTestBed.anyPort(), SipTestBed::answer);
                RawSipClient client = bed.client("udp")) {
            for (int i = 0; i < calls; i++) {
                SipCaller caller = new SipCaller(client, "9001");
                client.send(caller.invite());
                client.send(caller.cancel());
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> bed.count("ended") == calls);
        }
    }

    @Test
    void refusesWithTheStatusAndAWordForHumans() throws Exception {
        try (SipTestBed bed = new SipTestBed(
                        SipTestBed.anyPort(),
                        (exchange, template) ->
                                template.send("sip:reject?status=486&reason=All lines busy", exchange));
                RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite());
            SipText refused = client.awaitFinal("INVITE");
            client.send(caller.ack(refused));
            assertThat(refused.status()).isEqualTo(486);
            assertThat(refused.header("Warning")).startsWith("399 ").contains("\"All lines busy\"");
            SipTestBed.Told ended = bed.await("ended");
            assertThat(ended.endReason()).isEqualTo(EndReason.REJECTED);
            assertThat(ended.header(SipConstants.ANSWERED, Boolean.class)).isFalse();
        }
    }

    @Test
    void aRefusalWithoutRingingEndsTheCallOnce() throws Exception {
        for (String answer : new String[] {"sip:reject?status=404", "sip:hangup"}) {
            try (SipTestBed bed = new SipTestBed(
                            SipTestBed.anyPort(), (exchange, template) -> template.send(answer, exchange));
                    RawSipClient client = bed.client("udp")) {
                for (int i = 0; i < 5; i++) {
                    SipCaller caller = new SipCaller(client, "9001");
                    client.send(caller.invite());
                    client.send(caller.ack(client.awaitFinal("INVITE")));
                }
                await().until(() -> bed.count("ended") >= 5);
                bed.context.stop();
                assertThat(bed.count("ended")).isEqualTo(5);
                assertThat(bed.component.routes().unfinished()).isZero();
            }
        }
    }

    @Test
    void a503SaysWhenToTryAgain() throws Exception {
        try (SipTestBed bed = new SipTestBed(
                        SipTestBed.anyPort(),
                        (exchange, template) -> template.send("sip:reject?status=503", exchange));
                RawSipClient client = bed.client("udp")) {
            client.send(new SipCaller(client, "9001").invite());
            assertThat(client.awaitStatus(503, "INVITE").header("Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void aRouteThatThrowsOrForgetsGetsA500WithoutItsText() throws Exception {
        for (SipTestBed.OnInvite route : new SipTestBed.OnInvite[] {
            (exchange, template) -> {
                throw new IllegalStateException("secret-detail");
            },
            (exchange, template) -> {}
        }) {
            try (SipTestBed bed = new SipTestBed(SipTestBed.anyPort(), route);
                    RawSipClient client = bed.client("udp")) {
                client.send(new SipCaller(client, "9001").invite());
                SipText refused = client.awaitFinal("INVITE");
                assertThat(refused.status()).isEqualTo(500);
                assertThat(refused.text()).doesNotContain("secret-detail").doesNotContain("Exception");
                assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.INTERNAL_ERROR);
            }
        }
    }

    @Test
    void refusesACallThatNobodyAnswersInTime() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        SipConfiguration configuration = SipTestBed.anyPort();
        configuration.setMaxRingSeconds(1);
        try (SipTestBed bed = new SipTestBed(configuration, (exchange, template) -> {
                    template.send("sip:ring", exchange);
                    refused.await(30, TimeUnit.SECONDS);
                });
                RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite());
            SipText response = client.awaitFinal("INVITE");
            refused.countDown();
            client.send(caller.ack(response));
            assertThat(response.status()).isEqualTo(480);
            assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.REJECTED);
        }
    }

    @Test
    void aByeBeforeTheAnswerEndsTheCall() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (SipTestBed bed = new SipTestBed(SipTestBed.anyPort(), (exchange, template) -> {
                    template.send("sip:ring", exchange);
                    gone.await(30, TimeUnit.SECONDS);
                });
                RawSipClient client = bed.client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite());
            caller.learn(client.awaitStatus(180, "INVITE"));
            client.send(caller.bye());
            client.await(m -> m.isResponse() && m.status() == 200 && m.method().equals("BYE"), "200 to BYE");
            assertThat(client.awaitFinal("INVITE").status()).isEqualTo(487);
            gone.countDown();
            assertThat(bed.await("ended").endReason()).isEqualTo(EndReason.CALLER_CANCELLED);
        }
    }
}
