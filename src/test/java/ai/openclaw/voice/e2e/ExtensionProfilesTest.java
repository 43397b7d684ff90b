package ai.openclaw.voice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.demo.brain.RecordedRequest;
import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallOutcome;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.CallerPhone;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import ai.openclaw.voice.profile.Profiles;
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
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extensions' profiles reach their calls, change while running, and refuse whom they do not admit. */
class ExtensionProfilesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIRST =
            """
            extensions:
              "9001":
                agent: first
                persona: The first persona.
                greeting: Hello.
                sip: {registrar: 127.0.0.1:9, auth-id: k3y}
              "9002":
                callers: ["55*"]
            """;

    @TempDir
    private static Path folder;

    private static VoiceSystem system;

    @BeforeAll
    static void start() throws IOException {
        write(FIRST);
        system = VoiceSystem.patient(
                "voice.extensions-file=" + file(),
                "voice.devices-file=" + folder.resolve("devices.json"),
                "VOICE_EXT_9001_PASSWORD=hunter2");
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @BeforeEach
    void asAtFirst() throws IOException {
        write(FIRST);
        system.bean(Profiles.class).reload();
    }

    @Test
    void aCallKeepsTheProfileThatItBeganWith() throws Exception {
        int asked = system.brain().counters().questions().size();
        HumanSpeech.Clip clip = HumanSpeech.required().clip("cannot-complete-as-dialed");
        CallScript script = CallScript.begin()
                .awaitGreeting(PATIENCE)
                .say(clip.text(), clip.sound())
                .awaitAnswer(PATIENCE)
                .say(clip.text(), clip.sound())
                .awaitAnswer(PATIENCE)
                .hangUp();
        CompletableFuture<CallReport> call = CompletableFuture.supplyAsync(() -> run(script));
        Awaitility.await().atMost(PATIENCE).until(() -> questions(asked).size() == 1);

        write(FIRST.replace("first", "second"));
        assertThat(post("/api/extensions/reload").statusCode()).isEqualTo(200);

        call.get(120, TimeUnit.SECONDS);
        assertThat(questions(asked)).hasSizeGreaterThanOrEqualTo(2).allSatisfy(question -> {
            assertThat(question.sessionKey()).startsWith("agent:first:call-");
            assertThat(question.body()).contains("openclaw/first", "The first persona.");
        });
        int later = system.brain().counters().questions().size();
        run(CallScript.begin()
                .awaitGreeting(PATIENCE)
                .say(clip.text(), clip.sound())
                .awaitAnswer(PATIENCE)
                .hangUp());
        assertThat(questions(later)).isNotEmpty().allSatisfy(question -> assertThat(question.body())
                .contains("openclaw/second", "The second persona."));
        system.awaitNothingLeft();
    }

    @Test
    void aChangedFileIsTakenOverByItself() throws IOException {
        write(FIRST.replace("first", "third"));

        Awaitility.await().atMost(PATIENCE).until(() -> "third"
                .equals(system.bean(Profiles.class).of("9001").agent()));
    }

    @Test
    void aWrongFileIsToldOfWherePeopleLookAndChangesNothing() throws Exception {
        write(FIRST.replace("agent:", "agnet:"));

        HttpResponse<String> refused = post("/api/extensions/reload");

        assertThat(refused.statusCode()).isEqualTo(422);
        String said = "extensions.yaml:3: agnet: is no key of an extension; did you mean agent?";
        assertThat(JSON.readTree(refused.body()).get("problem").asText()).contains(said);
        HttpResponse<String> ready = HTTP.send(request("/ready").build(), BodyHandlers.ofString());
        assertThat(ready.body()).contains(said);
        assertThat(system.bean(Profiles.class).of("9001").agent()).isEqualTo("first");
    }

    @Test
    void theOperatorSeesWhatIsInForceAndNoPassword() throws Exception {
        assertThat(HTTP.send(request("/api/extensions").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);

        HttpResponse<String> all = HTTP.send(operator("/api/extensions").build(), BodyHandlers.ofString());

        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.body()).doesNotContain("hunter2");
        JsonNode first = JSON.readTree(all.body()).get("extensions").get(0);
        assertThat(first.get("extension").asText()).isEqualTo("9001");
        assertThat(first.get("version").asText()).isEqualTo("v2");
        assertThat(first.get("agent").asText()).isEqualTo("first");
        assertThat(first.get("greeting").asText()).isEqualTo("Hello.");
        assertThat(first.get("bargeIn").get("meantAfterMs").asInt()).isEqualTo(600);
        assertThat(first.get("tools").get("allowed").get(0).asText()).isEqualTo("end_call");
        assertThat(first.get("sip").get("authId").asText()).isEqualTo("k3y");
    }

    @Test
    void whoIsNotAllowedToCallIsForbiddenTo() throws Exception {
        try (CallerPhone phone = CallerPhone.place(system.call("9002"))) {
            CallOutcome outcome = phone.awaitOutcome(PATIENCE);

            assertThat(outcome.status()).isEqualTo(403);
            assertThat(outcome.header("Warning")).contains("caller is not allowed");
        }
        system.awaitNothingLeft();
    }

    private static CallReport run(CallScript script) {
        try {
            Listener listener = new Listener(system.ears(), "en-US");
            return new ScriptedCall(null, listener, CallObserver.NONE).run(system.call("9001"), script, null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<RecordedRequest> questions(int from) {
        List<RecordedRequest> all = system.brain().counters().questions();
        return all.subList(from, all.size());
    }

    private static HttpResponse<String> post(String path) throws Exception {
        return HTTP.send(operator(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder operator(String path) {
        String password = Base64.getEncoder().encodeToString("admin:for-tests-only".getBytes(StandardCharsets.UTF_8));
        return request(path).header("Authorization", "Basic " + password);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + system.httpPort() + path));
    }

    private static Path file() {
        return folder.resolve("extensions.yaml");
    }

    private static void write(String text) throws IOException {
        Files.writeString(file(), text);
    }
}
