package ai.openclaw.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.canary.Admission;
import ai.openclaw.voice.canary.V1Health;
import ai.openclaw.voice.demo.caller.CallEnd;
import ai.openclaw.voice.demo.caller.CallOutcome;
import ai.openclaw.voice.demo.caller.CallerOptions;
import ai.openclaw.voice.demo.caller.CallerPhone;
import ai.openclaw.voice.demo.caller.Transport;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCallee;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import ai.openclaw.voice.testkit.VoiceSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who cannot be served is told so in SIP's words, leaves one record, and nothing else. */
class RefusedCallsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int V1_TIMEOUT_MS = 3000;

    /** Dead, for it answers nothing, unless a test has it do so. */
    private static SipCallee v1;

    private static VoiceSystem system;

    @BeforeAll
    static void start() throws IOException {
        v1 = SipCallee.over("udp");
        system = VoiceSystem.start(
                "voice.max-calls=1",
                "voice.phrases.greeting=",
                "voice.v1.uri=" + v1.uri(),
                "voice.v1.timeout-ms=" + V1_TIMEOUT_MS,
                "voice.v1.probe-seconds=3600");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> system.bean(V1Health.class).state() == V1Health.State.DOWN);
    }

    @AfterAll
    static void stop() throws IOException {
        system.close();
        v1.close();
    }

    @AfterEach
    void takeCallsAgain() {
        system.bean(Admission.class).setDraining(false);
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownExtensionIsNotFound(Transport transport) throws Exception {
        assertRefused(system.call("4711").over(transport), 404, "unknown extension");
    }

    @ParameterizedTest
    @EnumSource
    void anOfferWithoutACommonCodecIsNotAcceptable(Transport transport) throws Exception {
        CallerOptions onlyG729 = system.call("9001").over(transport).sdp(offer -> offer.replaceFirst(
                        "RTP/AVP [0-9 ]+", "RTP/AVP 18")
                .replaceAll("a=rtpmap:[^\r]*\r\n", "a=rtpmap:18 G729/8000\r\n"));
        assertRefused(onlyG729, 488, "no common codec");
    }

    @ParameterizedTest
    @EnumSource
    void anOfferThatCannotBeReadIsABadRequest(Transport transport) throws Exception {
        assertRefused(
                system.call("9001").over(transport).sdp(offer -> "v=0\r\nm=audio many RTP/AVP 0\r\n"),
                400,
                "malformed session description");
    }

    @ParameterizedTest
    @EnumSource
    void noNewCallIsTakenWhileDraining(Transport transport) throws Exception {
        system.bean(Admission.class).setDraining(true);
        assertRefused(system.call("9001").over(transport), 503, "draining");
    }

    @ParameterizedTest
    @EnumSource
    void anExtensionOfV1IsTakenByV2WhereV1IsDead(Transport transport) throws Exception {
        int records = system.recordsOnceQuiet();

        assertThat(place(system.call("9000").over(transport)).status()).isEqualTo(200);

        JsonNode record = system.awaitRecord(records + 1);
        assertThat(record.get("extension").asText()).isEqualTo("9000");
        assertThat(record.get("version").asText()).isEqualTo("v2");
        system.awaitNothingLeft();
    }

    @Test
    void aCallThatV1WorksOnAndThenFailsOnIsTakenByV2() throws Exception {
        int records = system.recordsOnceQuiet();
        Admission places = system.bean(Admission.class);
        v1AnswersOptions();
        try (CallerPhone phone = CallerPhone.place(system.call("9000"))) {
            SipText invite = v1.awaitRequest("INVITE");
            v1.answer(invite, 100);
            assertThat(v1.poll(Duration.ofMillis(V1_TIMEOUT_MS + 1000))).isNull();
            assertThat(phone.outcome()).isNotDone();
            assertThat(places.atV1()).isOne();

            v1.answer(invite, 503);

            CallOutcome outcome = phone.awaitOutcome(PATIENCE);
            assertThat(outcome.status()).isEqualTo(200);
            assertThat(outcome.header("X-Voice-Version")).isEqualTo("v2");
            assertThat(places.atV1()).isZero();
            assertThat(places.inside()).isOne();
            assertThat(phone.hangUp().get()).isEqualTo(200);
        }
        JsonNode record = system.awaitRecord(records + 1);
        assertThat(record.get("version").asText()).isEqualTo("v2");
        assertThat(record.get("endReason").asText()).isEqualTo("caller-hangup");
        system.awaitNothingLeft();
        assertThat(system.records()).hasSize(records + 1);
    }

    private static void v1AnswersOptions() throws InterruptedException {
        Thread answers = new Thread(() -> {
            try {
                while (true) {
                    v1.answer(v1.awaitRequest("OPTIONS"), 200);
                }
            } catch (InterruptedException e) {
                // It is known to be alive.
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        answers.start();
        V1Health health = system.bean(V1Health.class);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            health.look();
            return health.state() == V1Health.State.UP;
        });
        answers.interrupt();
        answers.join();
    }

    @ParameterizedTest
    @EnumSource
    void oneCallTooManyIsBusyAndTheOthersGoOn(Transport transport) throws Exception {
        int records = system.recordsOnceQuiet();
        try (CallerPhone inside = CallerPhone.place(system.call("9001").over(transport))) {
            assertThat(inside.awaitOutcome(PATIENCE).status()).isEqualTo(200);

            CallOutcome outcome = place(system.call("9001").over(transport));

            assertThat(outcome.status()).isEqualTo(486);
            assertThat(outcome.header("Warning")).contains("all lines are busy");
            assertRejected(system.awaitRecord(records + 1), 486);
            assertThat(inside.ended()).isNotDone();
            assertThat(inside.hangUp().get()).isEqualTo(200);
            assertThat(inside.awaitEnd(PATIENCE)).isEqualTo(CallEnd.CALLER);
        }
        assertThat(system.awaitRecord(records + 2).get("endReason").asText()).isEqualTo("caller-hangup");
        system.awaitNothingLeft();
        assertThat(place(system.call("9001").over(transport)).status())
                .as("the place is free again")
                .isEqualTo(200);
        system.awaitRecord(records + 3);
        system.awaitNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void optionsAreAnswered(Transport transport) throws Exception {
        try (RawSipClient client =
                transport == Transport.UDP ? RawSipClient.udp(system.sipPort()) : RawSipClient.tcp(system.sipPort())) {
            client.send(new SipCaller(client, "9001").inDialog("OPTIONS", "", ""));
            assertThat(client.awaitFinal("OPTIONS").status()).isEqualTo(200);
        }
    }

    private static void assertRefused(CallerOptions options, int status, String reason) throws Exception {
        int records = system.recordsOnceQuiet();

        CallOutcome outcome = place(options);

        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.header("Warning")).contains(reason);
        JsonNode record = system.awaitRecord(records + 1);
        assertRejected(record, status);
        assertThat(record.get("extension").asText()).isEqualTo(options.target().user());
        system.awaitNothingLeft();
        assertThat(system.records()).hasSize(records + 1);
    }

    private static void assertRejected(JsonNode record, int status) {
        assertThat(record.get("endReason").asText()).isEqualTo("rejected");
        assertThat(record.get("errors")).extracting(JsonNode::asText).containsExactly("sip:" + status);
        assertThat(record.get("answerLatencyMs").isNull()).isTrue();
        assertThat(record.get("turns").asInt()).isZero();
    }

    private static CallOutcome place(CallerOptions options) throws Exception {
        try (CallerPhone phone = CallerPhone.place(options)) {
            return phone.awaitOutcome(PATIENCE);
        }
    }
}
