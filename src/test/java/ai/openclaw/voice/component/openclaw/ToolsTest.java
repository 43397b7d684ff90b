package ai.openclaw.voice.component.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.call.TurnTimings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the brain asks for beside its words, over real HTTP, as a gateway streams it. */
class ToolsTest {
    private static final Tool TRANSFER = new Tool("transfer_call", "Hand the caller over.", Map.of("type", "object"));
    private static final String WORDS = "{\"choices\":[{\"delta\":{\"content\":\"I will put you through. \"}}]}";
    private static final String FINISHED = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final OpenClawComponent component = new OpenClawComponent();
    private final OpenClawConfiguration options = new OpenClawConfiguration();
    private final List<String> bodies = new ArrayList<>();
    private List<String> events = List.of();
    private HttpServer brain;

    @BeforeEach
    void start() throws IOException {
        brain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        brain.createContext("/v1/chat/completions", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (String event : events) {
                    out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        });
        brain.start();
        options.setBaseUrl("http://127.0.0.1:" + brain.getAddress().getPort());
        camel.disableJMX();
        camel.addComponent("openclaw", component);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        brain.stop(0);
    }

    @Test
    void theToolsAreOfferedAsFunctions() throws Exception {
        events = List.of(WORDS, "[DONE]");

        read(ask(TRANSFER));

        JsonNode tool = new ObjectMapper().readTree(bodies.get(0)).at("/tools/0");
        assertThat(tool.get("type").asText()).isEqualTo("function");
        assertThat(tool.at("/function/name").asText()).isEqualTo("transfer_call");
        assertThat(tool.at("/function/parameters/type").asText()).isEqualTo("object");
    }

    @Test
    void withoutToolsNothingIsOffered() throws Exception {
        events = List.of(WORDS, "[DONE]");

        read(ask());

        assertThat(new ObjectMapper().readTree(bodies.get(0)).has("tools")).isFalse();
    }

    @Test
    void fragmentsOfTwoUsesAreKeptApart() throws Exception {
        events = List.of(
                WORDS,
                call(0, "transfer_call", ""),
                call(1, "end_call", ""),
                call(0, null, "{\\\"tar"),
                call(1, null, "{}"),
                call(0, null, "get\\\":\\\"1001\\\"}"),
                FINISHED,
                "[DONE]");

        ToolAnswer answer = ask(TRANSFER);

        assertThat(read(answer)).containsExactly("I will put you through.");
        assertThat(answer.toolUses())
                .containsExactly(
                        new ToolUse("transfer_call", "{\"target\":\"1001\"}", true),
                        new ToolUse("end_call", "{}", true));
    }

    @Test
    void anAnswerWithoutAWordCanAskForSomething() throws Exception {
        events = List.of(call(0, "transfer_call", "{}"), FINISHED, "[DONE]");

        ToolAnswer answer = ask(TRANSFER);

        assertThat(answer.hasNext()).isFalse();
        assertThat(answer.toolUses()).hasSize(1);
    }

    @Test
    void toolsThatWereNotOfferedAreNotHeardOf() {
        events = List.of(call(0, "transfer_call", "{}"), FINISHED, "[DONE]");

        assertThatThrownBy(() -> ask()).isInstanceOfSatisfying(OpenClawException.class, e -> assertThat(e.failure())
                .isEqualTo(Failure.NOTHING_TO_SAY));
    }

    @Test
    void anAnswerThatBreaksOffAsksForNothing() throws Exception {
        events = List.of(WORDS, call(0, "transfer_call", "{\\\"target\\\":\\\"1001\\\"}"));

        ToolAnswer answer = ask(TRANSFER);
        read(answer);

        assertThat(answer.toolUses()).isEmpty();
    }

    @Test
    void hugeArgumentsAreCutOffAndSaidToBe() throws Exception {
        List<String> all = new ArrayList<>(List.of(WORDS, call(0, "transfer_call", "")));
        for (int i = 0; i < 200; i++) {
            all.add(call(0, null, "1".repeat(1000)));
        }
        for (int i = 1; i < 100; i++) {
            all.add(call(i, "end_call", "{}"));
        }
        all.addAll(List.of(FINISHED, "[DONE]"));
        events = all;

        ToolAnswer answer = ask(TRANSFER);
        read(answer);

        assertThat(answer.toolUses()).hasSize(8);
        assertThat(answer.toolUses().get(0).whole()).isFalse();
        assertThat(answer.toolUses().get(0).arguments()).hasSize(2000);
        assertThat(answer.toolUses().get(1).whole()).isTrue();
    }

    /** @param arguments as they stand within JSON's quotes */
    private static String call(int index, String name, String arguments) {
        String named = name == null ? "" : "\"name\":\"" + name + "\",";
        return "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":" + index + ",\"function\":{" + named
                + "\"arguments\":\"" + arguments + "\"}}]}}]}";
    }

    private Answer ask(Tool... tools) throws OpenClawException {
        Question question = new Question("voice", "call-1", "Transfer me.", "Be kind.", List.of(tools));
        Answer answer = component.answer(question, options, new TurnTimings());
        answer.begin(20_000);
        return answer;
    }

    private static List<String> read(ToolAnswer answer) {
        List<String> clauses = new ArrayList<>();
        while (answer.hasNext()) {
            var clause = answer.next();
            if (clause != null) {
                clauses.add(clause.text());
            }
        }
        return clauses;
    }
}
