package ai.openclaw.voice.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.canary.Admission;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.VoiceSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees over HTTP after one call with one answer, and what a stranger does not. */
class HttpSurfaceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static VoiceSystem system;
    private static JsonNode record;

    @BeforeAll
    static void startAndCallOnce() throws Exception {
        HumanSpeech.Clip clip = HumanSpeech.required().clip("cannot-complete-as-dialed");
        system = VoiceSystem.start("voice.phrases.greeting=Hello.");
        CallScript script = CallScript.begin()
                .awaitGreeting(PATIENCE)
                .say(clip.text(), clip.sound())
                .awaitAnswer(PATIENCE)
                .hangUp();
        CallReport report = new ScriptedCall(null, new Listener(system.ears(), "en-US"), CallObserver.NONE)
                .run(system.call("9001"), script, null);
        assertThat(report.allAnswered()).as(report.toString()).isTrue();
        record = system.awaitRecord(1);
        system.awaitNothingLeft();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @AfterEach
    void mend() {
        system.brain().faults().clear();
        system.bean(Admission.class).setDraining(false);
    }

    @Test
    void healthIsUp() throws Exception {
        HttpResponse<String> health = get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(health.body()).get("status").asText()).isEqualTo("up");
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    }

    @Test
    void readyTellsOfEachRoleAndThatTheDemoBrainAnswers() throws Exception {
        HttpResponse<String> ready = get("/ready");
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        JsonNode roles = JSON.readTree(ready.body()).get("roles");
        assertThat(roles)
                .extracting(role -> role.get("role").asText())
                .containsExactlyInAnyOrder("ingress", "media", "worker", "bridge");
        assertThat(roles).allSatisfy(role -> {
            assertThat(role.get("ready").asBoolean()).isTrue();
            assertThat(role.get("reasons")).isNotEmpty();
        });
        assertThat(ready.body()).contains("DEMO BRAIN", ":" + system.sipPort(), "hears with", "speaks with");
    }

    @Test
    void anOperatorDrainsAndAdmitsAgainAndAStrangerDoesNot() throws Exception {
        URI drain = URI.create("http://127.0.0.1:" + system.httpPort() + "/api/drain");
        HttpRequest.Builder post = HttpRequest.newBuilder(drain).POST(BodyPublishers.noBody());
        assertThat(HTTP.send(post.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        assertThat(get("/ready").statusCode()).isEqualTo(200);

        String operator =
                "Basic " + Base64.getEncoder().encodeToString("admin:for-tests-only".getBytes(StandardCharsets.UTF_8));
        assertThat(HTTP.send(post.header("Authorization", operator).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/ready").body()).contains("not-ready", "draining");
        assertThat(HTTP.send(
                                HttpRequest.newBuilder(drain)
                                        .DELETE()
                                        .header("Authorization", operator)
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void readySaysWhyNoCallMayCome() throws Exception {
        system.bean(Admission.class).setDraining(true);
        HttpResponse<String> draining = get("/ready");
        assertThat(draining.statusCode()).isEqualTo(503);
        assertThat(draining.body()).contains("not-ready", "draining");
        assertThat(get("/health").statusCode())
                .as("a draining process is healthy")
                .isEqualTo(200);
    }

    @Test
    void readySaysThatTheBrainIsNotReady() {
        system.brain().faults().add(Fault.of(Kind.NOT_READY));
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            HttpResponse<String> ready = get("/ready");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(503);
            assertThat(roleOf(ready, "bridge").get("ready").asBoolean()).isFalse();
            assertThat(roleOf(ready, "ingress").get("ready").asBoolean()).isTrue();
        });
    }

    @Test
    void metersTellOfTheCallAndOfTheBreakersWithoutNamingAnyCall() throws Exception {
        HttpResponse<String> scraped = get("/actuator/prometheus");
        assertThat(scraped.statusCode()).isEqualTo(200);
        assertThat(scraped.body().lines())
                .anyMatch(line -> line.startsWith("voice_calls_total{")
                        && line.contains("caller-hangup")
                        && line.endsWith(" 1.0"))
                .anyMatch(line ->
                        line.startsWith("voice_turn_latency_seconds_count{") && line.contains("stage=\"response\""))
                .anyMatch(line -> line.startsWith("voice_answer_latency_seconds_count"))
                .anyMatch(line -> line.matches("voice_rtp_packets_received_total\\{.*} [1-9].*"))
                .anyMatch(line -> line.startsWith("voice_rtp_packets_garbage_total"))
                .anyMatch(line -> line.startsWith("voice_calls_active"))
                .anyMatch(line -> line.startsWith("voice_sessions_active"));
        for (String breaker : List.of("stt-breaker", "tts-breaker", "openclaw-breaker")) {
            assertThat(scraped.body().lines())
                    .anyMatch(line -> line.startsWith("resilience4j_circuitbreaker_state{")
                            && line.contains("name=\"" + breaker + "\"")
                            && line.contains("state=\"closed\"")
                            && line.endsWith(" 1.0"));
        }
        assertThat(scraped.body())
                .doesNotContain(record.get("callId").asText())
                .doesNotContainIgnoringCase("callid=", "call_id=", "sessionkey=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/info",
                "/actuator/jolokia",
                "/actuator/jolokia/list",
                "/actuator/hawtio",
                "/actuator/hawtio/index.html"
            })
    void onlyTheOperatorGetsIn(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(302, 401);
        assertThat(get(path, "Accept", "text/html").statusCode()).isIn(302, 401);
        assertThat(get(path, "Authorization", basic("admin", "guessed")).statusCode())
                .isEqualTo(401);
        HttpResponse<String> operator = get(path, "Authorization", basic("admin", "for-tests-only"));
        assertThat(operator.statusCode()).as(operator.body()).isIn(200, 302);
        if (operator.statusCode() == 302) {
            assertThat(operator.headers().firstValue("Location").orElse("")).doesNotContain("login");
        }
    }

    @Test
    void anotherActuatorEndpointIsNotThere() throws Exception {
        for (String path : List.of("/actuator/env", "/actuator/heapdump", "/actuator/shutdown", "/actuator/loggers")) {
            assertThat(get(path, "Authorization", basic("admin", "for-tests-only"))
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void hawtioFindsTheVoiceTurnWithItsExchangeCounted() throws Exception {
        JsonNode answer = jolokia(Map.of(
                "type",
                "read",
                "mbean",
                "org.apache.camel:context=*,type=routes,name=\"voice-turn\"",
                "attribute",
                List.of("ExchangesTotal", "ExchangesFailed", "State")));
        assertThat(answer.get("status").asInt()).as(answer.toString()).isEqualTo(200);
        JsonNode route = answer.get("value").elements().next();
        assertThat(route.get("ExchangesTotal").asInt()).isEqualTo(1);
        assertThat(route.get("ExchangesFailed").asInt()).isZero();
        assertThat(route.get("State").asText()).isEqualTo("Started");
    }

    @Test
    void aForeignPageInTheOperatorsBrowserReachesNoBean() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(uri("/actuator/jolokia"))
                        .header("Authorization", basic("admin", "for-tests-only"))
                        .header("Content-Type", "text/plain")
                        .header("Origin", "http://evil.example")
                        .POST(BodyPublishers.ofString("{\"type\":\"version\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("agent");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingListensToTheOutsideUnlessTold() throws Exception {
        List<String> listening = new ArrayList<>();
        for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
            listening.addAll(ownSockets(protocol));
        }
        assertThat(listening).as("the scan finds our own").isNotEmpty();
        // As the kernel writes them: 127.0.0.1, ::1 and 127.0.0.1 within IPv6.
        assertThat(listening).allSatisfy(address -> assertThat(address)
                .containsAnyOf(
                        " 0100007F:", " 00000000000000000000000001000000:", " 0000000000000000FFFF00000100007F:"));
    }

    /** This process's sockets that take what comes: TCP in state LISTEN (0A), UDP without a peer (07). */
    private static List<String> ownSockets(String protocol) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    inodes.add(Files.readSymbolicLink(descriptor).toString().replaceAll("socket:\\[(\\d+)]", "$1"));
                } catch (IOException closedMeanwhile) {
                    // A descriptor that is gone listens to nothing.
                }
            }
        }
        String wanted = protocol.startsWith("tcp") ? "0A" : "07";
        return Files.readAllLines(Path.of("/proc/self/net/" + protocol)).stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[3].equals(wanted) && inodes.contains(fields[9]))
                .map(fields -> protocol + " " + fields[1])
                .toList();
    }

    private static JsonNode roleOf(HttpResponse<String> ready, String name) throws IOException {
        for (JsonNode role : JSON.readTree(ready.body()).get("roles")) {
            if (role.get("role").asText().equals(name)) {
                return role;
            }
        }
        throw new AssertionError("no role " + name + " in " + ready.body());
    }

    private static JsonNode jolokia(Map<String, Object> request) throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(uri("/actuator/jolokia"))
                        .header("Authorization", basic("admin", "for-tests-only"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(request)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + system.httpPort() + path);
    }

    private static String basic(String user, String password) {
        String both = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
}
