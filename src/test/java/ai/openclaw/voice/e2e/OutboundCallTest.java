package ai.openclaw.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.audio.G711;
import ai.openclaw.voice.component.stt.SttEngine;
import ai.openclaw.voice.demo.brain.RecordedRequest;
import ai.openclaw.voice.demo.caller.WordError;
import ai.openclaw.voice.testkit.Callee;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.RtpPeer;
import ai.openclaw.voice.testkit.VoiceSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs ask over HTTP that somebody be called, and a callee over real SIP and RTP hears it. */
class OutboundCallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Callee CALLEE = new Callee();
    private static final List<JsonNode> TOLD = new CopyOnWriteArrayList<>();
    private static HttpServer webhook;
    private static HumanSpeech human;
    private static VoiceSystem system;

    private RtpPeer phone;

    @BeforeAll
    static void start() throws Exception {
        human = HumanSpeech.required();
        webhook = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        webhook.createContext("/told", exchange -> {
            TOLD.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        webhook.start();
        system = VoiceSystem.patient(
                "voice.outbound.next-hop=" + CALLEE.address(), "voice.outbound.max-calls=2", "voice.phrases.greeting=");
    }

    @AfterAll
    static void stop() {
        system.close();
        webhook.stop(0);
        CALLEE.close();
    }

    @BeforeEach
    void pickUp() {
        TOLD.clear();
        CALLEE.requests().clear();
        phone = new RtpPeer(G711.PCMU);
        CALLEE.does((callee, invite) -> {
            phone.start(RtpPeer.audioPort(invite.body()));
            Callee.answers(phone.offer()).invited(callee, invite);
        });
    }

    @AfterEach
    void nothingIsLeft() {
        system.awaitNothingLeft();
        phone.close();
    }

    @Test
    void aPersonWhoSaysHelloHearsTheAnnouncement() throws Exception {
        int records = system.recordsOnceQuiet();
        phone.say(human.clip("hello-world").sound().samples());
        String message = "Your appointment with the dentist is tomorrow morning at ten o'clock.";
        String callId = place(
                Map.of("to", "+15551234567", "message", message, "webhookUrl", webhookUrl(), "callerId", "+15550001"));

        CALLEE.await("BYE");
        assertThat(CALLEE.requests("INVITE").get(0).firstLine()).contains("sip:95551234567@");
        assertThat(CALLEE.requests("INVITE").get(0).header("P-Preferred-Identity"))
                .contains("sip:+15550001@");
        assertThat(WordError.rate(message, heard()))
                .as("the callee heard: %s", heard())
                .isLessThan(0.4);
        JsonNode call = awaitOver(callId);
        assertThat(call.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(call.get("status").asText()).isEqualTo("completed");
        assertThat(call.get("reason").asText()).isEqualTo("announce_complete");
        assertThat(call.get("answeredBy").asText()).isEqualTo("human");
        assertThat(call.get("duration").asInt()).isPositive();
        Awaitility.await().atMost(PATIENCE).until(() -> TOLD.size() >= 4);
        assertThat(TOLD)
                .extracting(event -> event.get("event").asText())
                .containsExactly("queued", "dialing", "playing", "completed");
        assertThat(TOLD).allSatisfy(event -> {
            assertThat(event.get("callId").asText()).isEqualTo(callId);
            assertThat(event.get("to").asText()).isEqualTo("+15551234567");
        });
        JsonNode record = system.awaitRecord(records + 1);
        assertThat(record.get("direction").asText()).isEqualTo("outbound");
        assertThat(record.get("endReason").asText()).isEqualTo("assistant-hangup");
        assertThat(record.get("callId").asText()).isEqualTo(callId);
        assertThat(record.toString()).doesNotContain("dentist", "5551234567");
    }

    @Test
    void whatTheCallIsAboutReachesTheBrainWithEachQuestion() throws Exception {
        int asked = system.brain().counters().questions().size();
        phone.say(human.clip("hello-world").sound().samples());
        String callId = place(Map.of(
                "to", "1001",
                "message", "Hello, this is the garage. Your car is ready.",
                "mode", "conversation",
                "context", Map.of("bill", "250 dollars", "plate", "AB 123")));
        Awaitility.await().atMost(PATIENCE).until(() -> stateOf(callId).equals("CONVERSING"));

        phone.say(human.clip("cannot-complete-as-dialed").sound().samples());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> system.brain().counters().questions().size() > asked);
        RecordedRequest question = system.brain().counters().questions().get(asked);
        assertThat(question.body())
                .contains("Your car is ready", "250 dollars", "AB 123")
                .contains("You have called this person yourself");
        assertThat(question.sessionKey()).endsWith("call-" + callId);
        CALLEE.hangUp();
        JsonNode call = awaitOver(callId);
        assertThat(call.get("reason").asText()).isEqualTo("remote_hangup");
        assertThat(call.get("mode").asText()).isEqualTo("conversation");
    }

    @Test
    void anAnsweringMachineIsHungUpOn() throws Exception {
        int records = system.recordsOnceQuiet();
        phone.say(human.clip("vm-intro").sound().samples());
        String callId = place(Map.of("to", "1001", "message", "Please call back.", "webhookUrl", webhookUrl()));
        JsonNode call = awaitOver(callId);
        assertThat(call.get("answeredBy").asText()).isEqualTo("machine");
        assertThat(call.get("reason").asText()).isEqualTo("answering_machine");
        assertThat(system.awaitRecord(records + 1).get("endReason").asText()).isEqualTo("answering-machine");
        assertThat(heard()).isBlank();
    }

    @ParameterizedTest
    @CsvSource({"486,busy,busy", "480,no_answer,no-answer", "404,not_found,not-found", "603,rejected,declined"})
    void aCallThatIsRefusedFailsWithAReasonAndLeavesARecord(int status, String reason, String endReason)
            throws Exception {
        int records = system.recordsOnceQuiet();
        CALLEE.does(Callee.refuses(status, ""));
        String callId = place(Map.of("to", "1001", "message", "Nobody hears this."));
        JsonNode call = awaitOver(callId);
        assertThat(call.get("state").asText()).isEqualTo("FAILED");
        assertThat(call.get("reason").asText()).isEqualTo(reason);
        JsonNode record = system.awaitRecord(records + 1);
        assertThat(record.get("endReason").asText()).isEqualTo(endReason);
        assertThat(record.get("direction").asText()).isEqualTo("outbound");
        assertThat(record.get("answerLatencyMs").isNull()).isTrue();
        assertThat(record.get("errors")).extracting(JsonNode::asText).contains("sip:" + status);
    }

    @Test
    void aRingingCallCanBeGivenUpOnce() throws Exception {
        CALLEE.does(Callee.ringsForEver());
        String callId = place(Map.of("to", "1001", "message", "Hello."));
        CALLEE.await("INVITE");
        HttpResponse<String> hungUp = post("/api/call/" + callId + "/hangup", "");
        assertThat(hungUp.statusCode()).as(hungUp.body()).isEqualTo(200);
        CALLEE.await("CANCEL");
        assertThat(awaitOver(callId).get("reason").asText()).isEqualTo("local_hangup");
        HttpResponse<String> again = post("/api/call/" + callId + "/hangup", "");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(again.body()).get("error").asText()).isEqualTo("already_ended");
    }

    @Test
    void noMoreCallsThanMayBeAreTakenAndThoseGivenUpMakeRoom() throws Exception {
        CALLEE.does(Callee.ringsForEver());
        Map<String, Object> request = Map.of("to", "1001", "message", "Hello.");
        List<String> calls = new ArrayList<>(List.of(place(request), place(request)));
        HttpResponse<String> third = post("/api/outbound-call", JSON.writeValueAsString(request));
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(JSON.readTree(third.body()).get("error").asText()).isEqualTo("service_unavailable");
        Awaitility.await().atMost(PATIENCE).until(() -> CALLEE.calls() == 2);
        for (String call : calls) {
            post("/api/call/" + call + "/hangup", "");
            awaitOver(call);
        }
        String fourth = place(request);
        post("/api/call/" + fourth + "/hangup", "");
        awaitOver(fourth);
    }

    @Test
    void aRequestThatIsSentAgainCallsNobodyTwice() throws Exception {
        CALLEE.does(Callee.refuses(486, ""));
        String body = JSON.writeValueAsString(Map.of("to", "1001", "message", "Once."));
        HttpResponse<String> first = post("/api/outbound-call", body, "Idempotency-Key", "order-1");
        HttpResponse<String> again = post("/api/outbound-call", body, "Idempotency-Key", "order-1");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(post("/api/outbound-call", body.replace("Once", "Twice"), "Idempotency-Key", "order-1")
                        .statusCode())
                .isEqualTo(422);
        awaitOver(JSON.readTree(first.body()).get("callId").asText());
        assertThat(CALLEE.calls()).isEqualTo(1);
    }

    @Test
    void v1sRouterIsLetInByTheAddressThatItIsGiven() throws Exception {
        CALLEE.does(Callee.refuses(486, ""));
        String body = JSON.writeValueAsString(
                Map.of("to", "1001", "message", "Hello.", "mode", "announce", "timeoutSeconds", 30));
        HttpRequest.Builder v1 = HttpRequest.newBuilder(uri("/api/v1/outbound-call?token=token-for-tests"))
                .header("Content-Type", "application/json")
                .header("X-Rollout-Bypass", "1")
                .header("X-Rollout-Origin", "v1-router")
                .POST(BodyPublishers.ofString(body));
        JsonNode answer =
                JSON.readTree(HTTP.send(v1.build(), BodyHandlers.ofString()).body());
        assertThat(answer.get("success").asBoolean()).isTrue();
        assertThat(answer.get("status").asText()).isEqualTo("queued");
        assertThat(answer.get("message").asText()).isEqualTo("Call initiated");
        awaitOver(answer.get("callId").asText());
        assertThat(CALLEE.calls()).isEqualTo(1);
    }

    @Test
    void strangersCallNobody() throws Exception {
        String body = JSON.writeValueAsString(Map.of("to", "1001", "message", "Hello."));
        for (String path : List.of(
                "/api/outbound-call",
                "/api/v1/outbound-call",
                "/api/v1/outbound-call?token=guessed",
                "/api/outbound-call?token=token-for-tests",
                "/api/call/x/hangup")) {
            HttpRequest request = HttpRequest.newBuilder(uri(path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        HttpRequest foreignPage = HttpRequest.newBuilder(uri("/api/outbound-call"))
                .header("Authorization", "Bearer token-for-tests")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(HTTP.send(foreignPage, BodyHandlers.ofString()).statusCode())
                .as("a page in the operator's browser")
                .isEqualTo(403);
        assertThat(get("/api/drain", "Authorization", "Bearer token-for-tests").statusCode())
                .as("the token places calls and does nothing else")
                .isEqualTo(403);
        assertThat(CALLEE.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|to",
                "[]|body",
                "{\"to\":\"1001@evil.example\",\"message\":\"x\"}|to",
                "{\"to\":\"1001;transport=tcp\",\"message\":\"x\"}|to",
                "{\"to\":\"+0\",\"message\":\"x\"}|to",
                "{\"to\":1001,\"message\":\"x\"}|to",
                "{\"to\":\"1001\"}|message",
                "{\"to\":\"1001\",\"message\":\"   \"}|message",
                "{\"to\":\"1001\",\"message\":\"HTTP 500: internal server error\"}|message",
                "{\"to\":\"1001\",\"message\":\"x\",\"mode\":\"shout\"}|mode",
                "{\"to\":\"1001\",\"message\":\"x\",\"timeoutSeconds\":4}|timeoutSeconds",
                "{\"to\":\"1001\",\"message\":\"x\",\"timeoutSeconds\":\"1e3\"}|timeoutSeconds",
                "{\"to\":\"1001\",\"message\":\"x\",\"callerId\":\"me\"}|callerId",
                "{\"to\":\"1001\",\"message\":\"x\",\"context\":5}|context",
                "{\"to\":\"1001\",\"message\":\"x\",\"webhookUrl\":\"file:///etc/passwd\"}|webhookUrl",
                "{\"to\":\"1001\",\"message\":\"x\",\"webhookUrl\":\"http://u:p@127.0.0.1/\"}|webhookUrl"
            })
    void aBadRequestIsToldWhatIsWrong(String body, String field) throws Exception {
        HttpResponse<String> refused = post("/api/outbound-call", body);
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode error = JSON.readTree(refused.body());
        assertThat(error.get("success").asBoolean()).isFalse();
        assertThat(error.get("error").asText()).isEqualTo("validation_failed");
        assertThat(error.get("message").asText()).contains("Field \"" + field + "\"");
        assertThat(CALLEE.requests()).isEmpty();
    }

    @Test
    void aCallThatNobodyKnowsIsNotFound() throws Exception {
        HttpResponse<String> unknown = get("/api/call/none", "Authorization", "Bearer token-for-tests");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(unknown.body()).get("error").asText()).isEqualTo("not_found");
        assertThat(post("/api/call/none/hangup", "").statusCode()).isEqualTo(404);
    }

    @Test
    void whileDrainingNothingIsDialled() throws Exception {
        system.bean(ai.openclaw.voice.canary.Admission.class).setDraining(true);
        try {
            HttpResponse<String> refused =
                    post("/api/outbound-call", JSON.writeValueAsString(Map.of("to", "1001", "message", "Hello.")));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("draining");
        } finally {
            system.bean(ai.openclaw.voice.canary.Admission.class).setDraining(false);
        }
        assertThat(CALLEE.requests()).isEmpty();
    }

    private static String webhookUrl() {
        return "http://127.0.0.1:" + webhook.getAddress().getPort() + "/told";
    }

    private static String place(Map<String, Object> request) throws Exception {
        HttpResponse<String> answer = post("/api/outbound-call", JSON.writeValueAsString(request));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("callId").asText();
    }

    private static HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer token-for-tests")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri(path)).headers(headers).build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + system.httpPort() + path);
    }

    private static JsonNode info(String callId) throws Exception {
        return JSON.readTree(get("/api/call/" + callId, "Authorization", "Bearer token-for-tests")
                .body());
    }

    private static String stateOf(String callId) throws Exception {
        return info(callId).get("state").asText();
    }

    private static JsonNode awaitOver(String callId) throws Exception {
        Awaitility.await("end of the call").atMost(PATIENCE).until(() -> List.of("COMPLETED", "FAILED")
                .contains(stateOf(callId)));
        return info(callId);
    }

    /** What the callee heard, by the product's second recogniser. */
    private String heard() throws Exception {
        short[] sound = phone.heard();
        int from = 0;
        while (from < sound.length && Math.abs(sound[from]) < 200) {
            from++;
        }
        if (from == sound.length) {
            return "";
        }
        try (SttEngine.Recognition recognition = system.ears().begin("en-US")) {
            recognition.accept(Arrays.copyOfRange(sound, Math.max(0, from - 1600), sound.length), 8000);
            return recognition.finish();
        }
    }
}
