package ai.openclaw.voice.demo.brain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire of the demo brain, seen with a client that is none of ours. */
class DemoBrainTest {
    private static final String QUESTION =
            """
            {"model":"openclaw/voice","stream":true,"messages":[
              {"role":"system","content":"be brief"},{"role":"user","content":"When are you open?"}]}
            """;

    private final DemoBrain brain = DemoBrain.start(
            0,
            DemoBrainOptions.defaults()
                    .withFirstTokenMs(5)
                    .withTokensPerSecond(1000)
                    .withAgents("main", "voice", "fault-empty"));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        brain.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(brain.baseUrl() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String... headers) throws Exception {
        return send("POST", "/v1/chat/completions", QUESTION, headers);
    }

    @Test
    void streamsInTheGatewaysEvents() throws Exception {
        HttpResponse<String> reply = ask("x-openclaw-session-key", "agent:voice:call-1");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        String[] events = reply.body().split("\n\n");
        assertThat(events[0]).startsWith("data: {").contains("\"delta\":{\"role\":\"assistant\"}");
        assertThat(events[1]).contains("\"content\":\"We\"").contains("\"finish_reason\":null");
        assertThat(events[events.length - 2]).contains("\"delta\":{}").contains("\"finish_reason\":\"stop\"");
        assertThat(events[events.length - 1]).isEqualTo("data: [DONE]");
    }

    @Test
    void answersInOnePieceWhereNoStreamIsWanted() throws Exception {
        assertThat(send("POST", "/v1/chat/completions", QUESTION.replace("true", "false"))
                        .body())
                .contains("\"message\":{\"role\":\"assistant\",\"content\":\"We are open");
    }

    @ParameterizedTest
    @CsvSource({
        "openclaw,200",
        "openclaw/default,200",
        "openclaw/voice,200",
        "openclaw:voice,200",
        "agent:voice,200",
        "openclaw/nope,400",
        "gpt-4,400"
    })
    void knowsTheModelsThatTheGatewayKnows(String model, int status) throws Exception {
        assertThat(send("POST", "/v1/chat/completions", QUESTION.replace("openclaw/voice", model))
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void theKeysAgentBeatsTheModels() throws Exception {
        HttpResponse<String> reply = ask("x-openclaw-session-key", "agent:nope:call-1");
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("Unknown agent 'nope'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"subagent:x", "cron:x", "acp:x"})
    void refusesKeysThatAreReserved(String key) throws Exception {
        assertThat(ask("x-openclaw-session-key", key).statusCode()).isEqualTo(400);
    }

    @Test
    void failsOnABareKeyBesideASecondAgent() throws Exception {
        HttpResponse<String> reply = ask("x-openclaw-session-key", "call-1");
        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body()).contains("internal error");
    }

    @Test
    void wantsItsTokenForQuestionsAndForNothingElse() throws Exception {
        try (DemoBrain guarded = DemoBrain.start(0, DemoBrainOptions.defaults().withToken("secret"))) {
            URI questions = URI.create(guarded.baseUrl() + "/v1/chat/completions");
            HttpResponse<String> refused = http.send(
                    HttpRequest.newBuilder(questions)
                            .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body())
                    .isEqualTo("{\"error\":{\"message\":\"Unauthorized\",\"type\":\"unauthorized\"}}");
            assertThat(http.send(
                                    HttpRequest.newBuilder(URI.create(guarded.baseUrl() + "/readyz"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void answersProbesAndAdmitsToBeADemo() throws Exception {
        for (String path : new String[] {"/health", "/healthz", "/ready", "/readyz"}) {
            HttpResponse<String> reply = send("GET", path, "");
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).contains("\"demo\":true");
        }
    }

    @Test
    void speaksTheBridgesProtocolToo() throws Exception {
        String reply = send("POST", "/ask", "{\"prompt\":\"When are you open?\",\"callId\":\"a\"}")
                .body();
        assertThat(reply)
                .contains("\"success\":true", "\"response\":\"We are open", "\"sessionId\"", "\"duration_ms\"");
        assertThat(send("POST", "/ask", "{}").statusCode()).isEqualTo(400);

        send("POST", "/end-session", "{\"callId\":\"a\"}");
        assertThat(send("POST", "/ask", "{\"prompt\":\"What did I say before?\",\"callId\":\"a\"}")
                        .body())
                .contains("not asked me anything");
    }

    @Test
    void faultsAreSwitchedOnAndOffOverHttp() throws Exception {
        assertThat(send("POST", "/faults", "{\"kind\":\"status\",\"status\":429,\"retryAfterSeconds\":7,\"times\":1}")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> limited = ask();
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("retry-after")).hasValue("7");
        assertThat(ask().statusCode()).isEqualTo(200);

        send("POST", "/faults", "{\"kind\":\"empty\"}");
        assertThat(ask().body()).doesNotContain("content");
        send("DELETE", "/faults", "");
        assertThat(ask().body()).contains("content");
    }

    @Test
    void aFaultThatIsNoneIsRefused() throws Exception {
        for (String body : new String[] {"", "nonsense", "{}", "{\"kind\":\"sulk\"}"}) {
            assertThat(send("POST", "/faults", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(ask("x-demo-fault", "sulk").statusCode()).isEqualTo(400);
    }

    @Test
    void oneRequestCanBringItsOwnFault() throws Exception {
        assertThat(ask("x-demo-fault", "empty").body()).doesNotContain("content");
        assertThat(ask("x-demo-fault", "{\"kind\":\"status\",\"status\":502}").statusCode())
                .isEqualTo(502);
        assertThat(ask("x-openclaw-session-key", "agent:fault-empty:call-1").body())
                .doesNotContain("content");
        assertThat(ask().body()).contains("content");
    }

    @Test
    void garbageIsAnsweredOrDroppedAndHurtsNobody() throws Exception {
        assertThat(send("POST", "/v1/chat/completions", "{not json").statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/v1/chat/completions", "[]").statusCode()).isEqualTo(400);
        assertThat(send("GET", "/nowhere", "").statusCode()).isEqualTo(404);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), brain.port())) {
            socket.getOutputStream().write("\u0000\u0001rubbish\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            socket.setSoTimeout(3000);
            socket.getInputStream().readAllBytes();
        }
        assertThat(ask().statusCode()).isEqualTo(200);
    }

    @Test
    void closesAConnectionThatIsIdle() throws Exception {
        try (DemoBrain hasty = DemoBrain.start(0, DemoBrainOptions.defaults().withIdleMs(100));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), hasty.port())) {
            socket.setSoTimeout(5000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void noticesAnAskerWhoLeaves() throws Exception {
        brain.faults().add(Fault.of(Fault.Kind.HANG).afterTokens(1));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), brain.port())) {
            byte[] body = QUESTION.getBytes(StandardCharsets.UTF_8);
            String head =
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isEqualTo('H');
        }
        await().until(() -> brain.counters().aborted() == 1);
    }

    @Test
    void aPortInUseIsNamed() {
        assertThatThrownBy(() -> DemoBrain.start(brain.port(), DemoBrainOptions.defaults()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + brain.port());
    }
}
