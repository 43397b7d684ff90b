package ai.openclaw.voice.demo.brain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A reply that is not streamed.
 *
 * @param status the HTTP status; 0 closes the connection instead
 * @param afterMs how long it takes, ms
 */
record WholeAnswer(int status, String body, int afterMs) {
    /** No reply at all, and an open connection. */
    static final WholeAnswer SILENCE = new WholeAnswer(-1, "", 0);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOCKED =
            "Error: session file locked (timeout 10000ms): pid=4242 /var/lib/openclaw/sessions/main.jsonl.lock";

    static WholeAnswer of(BrainHandler.Asked asked, String answer, Fault fault, DemoBrainOptions options) {
        int ms = options.firstTokenMs();
        if (fault == null) {
            return new WholeAnswer(200, said(asked, answer), ms);
        }
        return switch (fault.kind()) {
            case HANG -> SILENCE;
            case DROP, CUT -> new WholeAnswer(0, "", ms);
            case DELAY, SLOW -> new WholeAnswer(200, said(asked, answer), fault.delayOr(10_700));
            case EMPTY -> new WholeAnswer(200, said(asked, ""), ms);
            case ERROR_TEXT -> new WholeAnswer(200, said(asked, fault.textOr(AnswerScript.DEFAULT_ERROR_TEXT)), ms);
            case ERROR_OBJECT ->
                isAsk(asked)
                        ? new WholeAnswer(200, v1Failure(fault.textOr("OpenClaw failed")), ms)
                        : new WholeAnswer(502, refusal(asked, 502, fault), ms);
            case LOCKED -> new WholeAnswer(500, locked(asked), fault.delayOr(10_700));
            case GARBAGE -> new WholeAnswer(200, fault.textOr("<html>502 Bad Gateway</html>"), ms);
            case HUGE -> new WholeAnswer(200, said(asked, "It goes on and on. ".repeat(10_000)), ms);
            case EMOJI -> new WholeAnswer(200, said(asked, fault.textOr("👍🎉")), ms);
            case MARKDOWN, TOOLS -> new WholeAnswer(200, said(asked, fault.textOr("---\n***\n")), ms);
            case STATUS, NOT_READY -> throw new IllegalStateException(fault.kind() + " is no answer");
        };
    }

    /** The body that goes with a status, in the gateway's words. */
    static String refusal(BrainHandler.Asked asked, int status, Fault fault) {
        String text = fault.textOr(
                switch (status) {
                    case 400 -> "Unknown agent '" + asked.agent() + "'.";
                    case 401 -> "Unauthorized";
                    case 429 -> "API rate limit reached";
                    case 502, 503 -> "upstream provider error";
                    default -> "internal error";
                });
        ObjectNode body = JSON.createObjectNode();
        if (isAsk(asked)) {
            return body.put("error", "OpenClaw failed").put("details", text).toString();
        }
        body.putObject("error").put("message", text).put("type", status == 401 ? "unauthorized" : "api_error");
        return body.toString();
    }

    private static boolean isAsk(BrainHandler.Asked asked) {
        return asked.path().equals("/ask");
    }

    private static String locked(BrainHandler.Asked asked) {
        ObjectNode body = JSON.createObjectNode();
        if (isAsk(asked)) {
            return body.put("error", "OpenClaw failed").put("details", LOCKED).toString();
        }
        body.putObject("error").put("message", "internal error").put("type", "api_error");
        return body.toString();
    }

    private static String v1Failure(String text) {
        return JSON.createObjectNode()
                .put("success", false)
                .put("error", text)
                .put("duration_ms", 1)
                .toString();
    }

    private static String said(BrainHandler.Asked asked, String text) {
        ObjectNode body = JSON.createObjectNode();
        if (isAsk(asked)) {
            return body.put("success", true)
                    .put("response", text)
                    .put("sessionId", asked.key())
                    .put("duration_ms", 1)
                    .toString();
        }
        ObjectNode choice =
                body.put("object", "chat.completion").putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        return body.toString();
    }
}
