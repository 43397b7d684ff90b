package ai.openclaw.voice.demo.brain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the steps of a streamed answer, good or bad, in the events that the gateway sends. */
final class AnswerScript {
    static final String DEFAULT_ERROR_TEXT = "⚠️ API rate limit reached. Please try again later.";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** About what a model's tokeniser makes of English: a short piece, with the space before it. */
    private static final Pattern TOKEN = Pattern.compile("\\s*\\S{1,5}|\\s+");

    private static final int FRAGMENT_CHARACTERS = 5;
    private static final String DONE = "[DONE]";
    private static final int HUGE_CHARACTERS = 60_000;

    private final String id = "chatcmpl_" + UUID.randomUUID();
    private final String model;
    private final int firstTokenMs;
    private final int tokenMs;
    private final List<Step> steps = new ArrayList<>();

    private AnswerScript(String model, DemoBrainOptions options) {
        this.model = model;
        this.firstTokenMs = options.firstTokenMs();
        this.tokenMs = 1000 / Math.max(1, options.tokensPerSecond());
    }

    /** @param tool what is asked for behind the words, or null */
    static List<Step> good(String model, DemoBrainOptions options, String answer, ToolCall tool) {
        AnswerScript script = new AnswerScript(model, options);
        script.begin();
        script.words(tokens(answer), script.firstTokenMs, script.tokenMs);
        if (tool == null) {
            script.finish("stop");
        } else {
            script.fragments(tool);
            script.finish("tool_calls");
        }
        return script.steps;
    }

    static List<Step> bad(String model, DemoBrainOptions options, String answer, Fault fault) {
        AnswerScript script = new AnswerScript(model, options);
        script.write(answer, fault);
        return script.steps;
    }

    private void write(String answer, Fault fault) {
        int before = fault.afterTokensOr(0);
        if (before < 0) {
            steps.add(fault.kind() == Fault.Kind.DROP ? Step.drop() : Step.hang());
            return;
        }
        begin();
        List<String> all = tokens(answer);
        words(all.subList(0, Math.min(before, all.size())), firstTokenMs, tokenMs);
        switch (fault.kind()) {
            case DELAY -> {
                words(all, fault.delayOr(10_700), tokenMs);
                finish("stop");
            }
            case SLOW -> {
                words(all, firstTokenMs, fault.delayOr(1000));
                finish("stop");
            }
            case HANG -> steps.add(Step.hang());
            case DROP -> steps.add(Step.drop());
            case CUT -> steps.add(Step.end());
            case EMPTY -> done(0);
            case LOCKED -> done(fault.delayOr(10_700));
            case ERROR_OBJECT -> {
                steps.add(Step.event(
                        firstTokenMs,
                        "{\"error\":{\"message\":\""
                                + fault.textOr("upstream provider error")
                                + "\",\"type\":\"api_error\"}}"));
                done(0);
            }
            case ERROR_TEXT -> answerWith(before == 0 ? "" : " ", fault.textOr(DEFAULT_ERROR_TEXT));
            case GARBAGE -> {
                steps.add(Step.raw(": a comment\nevent: noise\n\n\u0000\u0001 no event at all\n"));
                steps.add(Step.event(firstTokenMs, fault.textOr("{\"choices\":[{\"delta\":{\"content\":")));
                done(0);
            }
            case HUGE -> answerWith("", "It goes on and on, for 24 hours a day. ".repeat(HUGE_CHARACTERS / 39));
            case EMOJI -> answerWith("", fault.textOr("👍🎉"));
            case MARKDOWN -> answerWith("", fault.textOr("---\n***\n> \n"));
            case TOOLS -> {
                steps.add(Step.event(firstTokenMs, toolCall()));
                finish("tool_calls");
            }
            default -> throw new IllegalStateException(fault.kind() + " is no streamed answer");
        }
    }

    private void answerWith(String space, String text) {
        // A huge answer must come fast, or a test of it takes an hour.
        int pace = text.length() > 10_000 ? 0 : tokenMs;
        words(tokens(space + text), firstTokenMs, pace);
        finish("stop");
    }

    private void begin() {
        // Sent before the model is called: it means nothing.
        steps.add(Step.head());
        ObjectNode chunk = chunk();
        delta(chunk).put("role", "assistant");
        steps.add(Step.event(0, chunk.toString()));
    }

    private void words(List<String> tokens, int firstMs, int gapMs) {
        int ms = firstMs;
        for (String token : tokens) {
            ObjectNode chunk = chunk();
            delta(chunk).put("content", token);
            steps.add(Step.event(ms, chunk.toString()));
            ms = gapMs;
        }
    }

    /** The name comes first, its arguments in pieces, as models write them. */
    private void fragments(ToolCall tool) {
        ObjectNode first = chunk();
        ObjectNode call = delta(first).putArray("tool_calls").addObject();
        call.put("index", 0).put("id", "call_1").put("type", "function");
        call.putObject("function").put("name", tool.name()).put("arguments", "");
        steps.add(Step.event(tokenMs, first.toString()));
        for (int at = 0; at < tool.arguments().length(); at += FRAGMENT_CHARACTERS) {
            String piece =
                    tool.arguments().substring(at, Math.min(tool.arguments().length(), at + FRAGMENT_CHARACTERS));
            ObjectNode next = chunk();
            ObjectNode more = delta(next).putArray("tool_calls").addObject().put("index", 0);
            more.putObject("function").put("arguments", piece);
            steps.add(Step.event(0, next.toString()));
        }
    }

    private void finish(String reason) {
        ObjectNode chunk = chunk();
        delta(chunk);
        ((ObjectNode) chunk.path("choices").get(0)).put("finish_reason", reason);
        steps.add(Step.event(0, chunk.toString()));
        done(0);
    }

    private void done(int afterMs) {
        steps.add(Step.event(afterMs, DONE));
        steps.add(Step.end());
    }

    private ObjectNode chunk() {
        ObjectNode chunk = JSON.createObjectNode().put("id", id).put("object", "chat.completion.chunk");
        chunk.put("model", model);
        chunk.putArray("choices").addObject().put("index", 0).putNull("finish_reason");
        return chunk;
    }

    private static ObjectNode delta(ObjectNode chunk) {
        return ((ObjectNode) chunk.path("choices").get(0)).putObject("delta");
    }

    private String toolCall() {
        ObjectNode chunk = chunk();
        ObjectNode call = delta(chunk).putArray("tool_calls").addObject();
        call.put("index", 0).put("id", "call_1").put("type", "function");
        call.putObject("function").put("name", "transfer").put("arguments", "{}");
        return chunk.toString();
    }

    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (Matcher token = TOKEN.matcher(text); token.find(); ) {
            tokens.add(token.group());
        }
        return tokens;
    }
}
