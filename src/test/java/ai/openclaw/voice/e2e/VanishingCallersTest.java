package ai.openclaw.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import ai.openclaw.voice.demo.caller.CallEnd;
import ai.openclaw.voice.demo.caller.CallOutcome;
import ai.openclaw.voice.demo.caller.CallerOptions;
import ai.openclaw.voice.demo.caller.CallerPhone;
import ai.openclaw.voice.demo.caller.Spoken;
import ai.openclaw.voice.demo.caller.Transport;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.RtpPeer;
import ai.openclaw.voice.testkit.VoiceSystem;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers who do not say goodbye: each call ends by itself, with the reason in its record, and leaves nothing. */
class VanishingCallersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String RING = "- to: {id: ring, uri: \"sip:ring\"}\n";
    /** Extension 9002 rings until a caller has had the time to give up. */
    private static final String RING_LONG =
            """
                            - filter:
                                id: one-extension-rings-long
                                simple: "${header.CamelVoiceExtension} == '9002'"
                                steps:
                                  - delay: {id: ring-on, constant: "1500"}
                    """;

    @TempDir
    static Path folder;

    private static VoiceSystem system;
    private static HumanSpeech human;

    @BeforeAll
    static void start() throws Exception {
        human = HumanSpeech.required();
        VoiceSystem.copyOfRoutes(folder);
        Path invited = folder.resolve("call-invited.camel.yaml");
        String route = Files.readString(invited);
        assertThat(route).contains(RING);
        Files.writeString(invited, route.replace(RING, RING + RING_LONG));
        system = VoiceSystem.patient(
                "camel.main.routes-include-pattern=file:" + folder + "/*.camel.yaml",
                "voice.canary.v2-extensions=9001,9002",
                "voice.phrases.greeting=Hello.",
                "voice.rtp.no-media-timeout-ms=1500",
                "voice.rtp.media-lost-timeout-ms=1000",
                "voice.sip.ack-timeout-ms=1000");
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @AfterEach
    void nothingIsLeft() {
        system.brain().faults().clear();
        system.awaitNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void aCallerWhoNeverSendsSoundIsHungUpOn(Transport transport) throws Exception {
        int records = system.recordsOnceQuiet();
        try (CallerPhone phone = place(system.call("9001").over(transport).withoutRtp())) {
            assertThat(phone.awaitEnd(PATIENCE)).isEqualTo(CallEnd.FAR_SIDE);
            assertEnded(records, phone, "no-media");
        }
    }

    @Test
    void aCallerWhoStopsSendingIsHungUpOn() throws Exception {
        int records = system.recordsOnceQuiet();
        try (CallerPhone phone = place(system.call("9001"))) {
            assertThat(phone.media().awaitFarSpeech(0, PATIENCE)).isPresent();
            phone.media().goQuiet();
            assertThat(phone.awaitEnd(PATIENCE)).isEqualTo(CallEnd.FAR_SIDE);
            assertEnded(records, phone, "media-lost");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallerWhoVanishesWithoutAWordIsMissed(Transport transport) throws Exception {
        int records = system.recordsOnceQuiet();
        try (CallerPhone phone = place(system.call("9001").over(transport))) {
            assertThat(phone.media().awaitFarSpeech(0, PATIENCE)).isPresent();
            phone.vanish();
            assertEnded(records, phone, "media-lost");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatNobodyAcknowledgesIsTakenBack(Transport transport) throws Exception {
        int records = system.recordsOnceQuiet();
        try (CallerPhone phone = place(system.call("9001").over(transport).withoutAck())) {
            assertEnded(records, phone, "not-acknowledged");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallerMayGiveUpWhileItRings(Transport transport) throws Exception {
        int records = system.recordsOnceQuiet();
        try (CallerPhone phone = CallerPhone.place(system.call("9002").over(transport))) {
            phone.cancel();
            assertThat(phone.awaitOutcome(PATIENCE).status()).isEqualTo(487);
            assertThat(phone.awaitEnd(PATIENCE)).isEqualTo(CallEnd.CANCELLED);
        }
        JsonNode record = system.awaitRecord(records + 1);
        assertThat(record.get("endReason").asText()).isEqualTo("caller-cancelled");
        assertThat(record.get("answerLatencyMs").isNull()).isTrue();
    }

    @Test
    void theBrainIsLeftInPeaceWhenTheCallerHangsUpInMidAnswer() throws Exception {
        int records = system.recordsOnceQuiet();
        int aborted = system.brain().counters().aborted();
        system.brain().faults().add(Fault.of(Kind.SLOW).delayMs(400));
        HumanSpeech.Clip clip = human.clip("cannot-complete-as-dialed");
        try (CallerPhone phone = place(system.call("9001"))) {
            assertThat(phone.media().awaitFarSpeech(0, PATIENCE)).isPresent();
            assertThat(phone.media().awaitFarSilence(600, PATIENCE)).isTrue();
            Spoken said = phone.media().say(clip.sound()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(phone.media().awaitResponse(said, PATIENCE)).isPresent();
            assertThat(system.brain().counters().aborted()).isEqualTo(aborted);
            assertThat(phone.hangUp().get()).isEqualTo(200);
            assertEnded(records, phone, "caller-hangup");
        }
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        system.brain().counters().aborted())
                .isEqualTo(aborted + 1));
    }

    private static CallerPhone place(CallerOptions options) throws Exception {
        CallerPhone phone = CallerPhone.place(options);
        CallOutcome outcome = phone.awaitOutcome(PATIENCE);
        assertThat(outcome.status()).isEqualTo(200);
        return phone;
    }

    private static void assertEnded(int recordsBefore, CallerPhone phone, String reason) throws Exception {
        JsonNode record = system.awaitRecord(recordsBefore + 1);
        assertThat(record.get("endReason").asText()).isEqualTo(reason);
        assertThat(record.get("errors")).isEmpty();
        system.awaitNothingLeft();
        assertThat(system.records()).hasSize(recordsBefore + 1);
        int port = RtpPeer.audioPort(phone.outcome().get().sdp());
        // Throws when somebody still holds it.
        new DatagramSocket(port, InetAddress.getByName("127.0.0.1")).close();
    }
}
