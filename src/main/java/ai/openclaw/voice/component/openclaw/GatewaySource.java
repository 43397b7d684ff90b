package ai.openclaw.voice.component.openclaw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer of the OpenClaw gateway: {@code POST /v1/chat/completions}, streamed. */
final class GatewaySource extends HttpTokenSource {
    private static final Logger LOG = LoggerFactory.getLogger(GatewaySource.class);

    private final Question question;
    private InputStream in;
    private SseLines lines;
    private boolean finished;
    private boolean usedTools;
    private final ToolFragments tools = new ToolFragments();

    GatewaySource(BrainHttp http, RateGate gate, OpenClawConfiguration configuration, Question question) {
        super(http, gate, configuration);
        this.question = question;
    }

    @Override
    protected String path() {
        return "/v1/chat/completions";
    }

    @Override
    protected void addHeaders(HttpUriRequestBase request) {
        request.setHeader("Accept", "text/event-stream");
        request.setHeader("x-openclaw-session-key", question.sessionKey());
    }

    @Override
    protected JsonNode body() {
        ObjectNode body = JSON.createObjectNode();
        String model = configuration.getModel();
        body.put("model", model == null || model.isBlank() ? "openclaw/" + question.agent() : model);
        body.put("stream", true);
        ArrayNode messages = body.putArray("messages");
        if (!question.instructions().isBlank()) {
            messages.addObject().put("role", "system").put("content", question.instructions());
        }
        messages.addObject().put("role", "user").put("content", question.words());
        addTools(body);
        return body;
    }

    private void addTools(ObjectNode body) {
        if (question.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (Tool tool : question.tools()) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name()).put("description", tool.description());
            function.set("parameters", JSON.valueToTree(tool.parameters()));
        }
    }

    @Override
    protected void accept(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        in = entity == null ? InputStream.nullInputStream() : entity.getContent();
        lines = new SseLines(in);
    }

    @Override
    public String next() throws OpenClawException {
        while (true) {
            String data = line();
            if (data == null && finished || "[DONE]".equals(data)) {
                return null;
            }
            if (data == null) {
                throw OpenClawException.of(Failure.BROKEN_OFF, "the stream ended before the answer did");
            }
            String text = data.isEmpty() ? "" : textOf(parse(data));
            if (!text.isEmpty()) {
                return text;
            }
        }
    }

    private String line() throws OpenClawException {
        try {
            return lines.next();
        } catch (IOException e) {
            throw failed(Failure.BROKEN_OFF, e);
        }
    }

    private static JsonNode parse(String data) throws OpenClawException {
        try {
            return JSON.readTree(data);
        } catch (JsonProcessingException e) {
            LOG.debug("The brain sent an event that is no JSON: {}", data);
            throw OpenClawException.of(Failure.GARBLED, "an event of the stream is no JSON");
        }
    }

    private String textOf(JsonNode event) throws OpenClawException {
        if (event.hasNonNull("error")) {
            LOG.debug("The brain sent an error in its stream: {}", event);
            throw OpenClawException.of(
                    Refusal.isLocked(event.get("error").toString()) ? Failure.SESSION_LOCKED : Failure.UPSTREAM_ERROR,
                    "an error object in the stream");
        }
        JsonNode choice = event.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        usedTools |= delta.hasNonNull("tool_calls");
        tools.add(delta.path("tool_calls"));
        finished |= choice.hasNonNull("finish_reason");
        return delta.path("content").asText("");
    }

    @Override
    public boolean didOtherThings() {
        return usedTools;
    }

    @Override
    public List<ToolUse> toolUses() {
        // One that was not offered any has made them up.
        return question.tools().isEmpty() ? List.of() : tools.uses();
    }

    @Override
    public void release() {
        try {
            // Reading to the end is what gives the connection back to the pool.
            in.transferTo(OutputStream.nullOutputStream());
            in.close();
        } catch (IOException e) {
            LOG.trace("While reading a stream's end", e);
        }
    }
}
