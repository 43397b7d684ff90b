package ai.openclaw.voice.component.openclaw;

import ai.openclaw.voice.call.ErrorText;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer of the bridge of the first version: {@code POST /ask}, which does not stream. */
final class V1Source extends HttpTokenSource {
    private static final Logger LOG = LoggerFactory.getLogger(V1Source.class);
    private static final int MAX_BYTES = 1 << 20;

    private final Question question;
    private String response;

    V1Source(BrainHttp http, RateGate gate, OpenClawConfiguration configuration, Question question) {
        super(http, gate, configuration);
        this.question = question;
    }

    @Override
    protected String path() {
        return "/ask";
    }

    @Override
    protected JsonNode body() {
        ObjectNode body = JSON.createObjectNode();
        body.put("prompt", question.words());
        body.put("callId", question.conversation());
        if (!question.instructions().isBlank()) {
            body.put("devicePrompt", question.instructions());
        }
        return body;
    }

    @Override
    protected void accept(ClassicHttpResponse reply) throws IOException, OpenClawException {
        JsonNode answer;
        try (InputStream in = reply.getEntity().getContent()) {
            answer = JSON.readTree(in.readNBytes(MAX_BYTES));
        } catch (JsonProcessingException e) {
            throw OpenClawException.of(Failure.GARBLED, "the bridge's reply is no JSON");
        }
        if (!answer.path("success").asBoolean(false)) {
            LOG.debug("The bridge failed: {}", answer);
            throw OpenClawException.of(
                    Refusal.isLocked(answer.toString()) ? Failure.SESSION_LOCKED : Failure.UPSTREAM_ERROR,
                    "the bridge says that it failed");
        }
        response = answer.path("response").asText("");
        if (ErrorText.matches(response)) {
            LOG.debug("The bridge's answer is an error: {}", response);
            throw OpenClawException.of(Failure.ERROR_TEXT, "the answer's text is an error");
        }
    }

    @Override
    public String next() {
        String text = response == null || response.isEmpty() ? null : response;
        response = null;
        return text;
    }
}
