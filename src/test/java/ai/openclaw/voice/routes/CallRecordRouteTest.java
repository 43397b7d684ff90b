package ai.openclaw.voice.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.MediaFigures;
import ai.openclaw.voice.call.Waterfall;
import ai.openclaw.voice.testkit.RouteSimulation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** One line a call, and a count. */
class CallRecordRouteTest {
    @Test
    void aRecordIsCountedAndBecomesOneLineOfJson() throws Exception {
        try (RouteSimulation routes = RouteSimulation.start()) {
            CallRecord call = new CallRecord(
                    RouteSimulation.CALL.value(),
                    "inbound",
                    40L,
                    210L,
                    null,
                    90L,
                    1,
                    "caller-hangup",
                    List.of("stt:fallback"),
                    RouteSimulation.CALL.sessionKey(),
                    "9001",
                    "v2",
                    "2026-11-22T10:00:00Z",
                    9_000,
                    2,
                    List.of(new Waterfall(1, 300L, 60L, 40L, 1L, 200L, 90L, 50L, 5L, 610L, 6L)),
                    new MediaFigures("G722", null, 450, 450, 0.22, 20, 1.5, 0.0, 2.0, 40.0, 4.38, 4.4));

            Exchange exchange = routes.send("direct:call-record", call, Map.of());

            String line = exchange.getMessage().getBody(String.class);
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(line).doesNotContain("\n");
            assertThat(json.get("answerLatencyMs").asInt()).isEqualTo(40);
            assertThat(json.get("llmLatencyMs").isNull()).isTrue();
            assertThat(json.get("turnLatencies").get(0).get("responseMs").asInt())
                    .isEqualTo(610);
            assertThat(json.get("media").get("codec").asText()).isEqualTo("G722");
            assertThat(json.get("media").get("mos").asDouble()).isEqualTo(4.38);
            assertThat(json.get("errors").get(0).asText()).isEqualTo("stt:fallback");
            assertThat(routes.meters()
                            .get("voice.calls")
                            .tags("endReason", "caller-hangup", "version", "v2", "direction", "inbound")
                            .counter()
                            .count())
                    .isOne();
        }
    }
}
