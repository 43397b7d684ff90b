package ai.openclaw.voice.demo.brain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the demo brain: which request means what. */
final class BrainHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(BrainHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String ASK = "/ask";

    private final DemoBrainOptions options;
    private final Faults faults;
    private final Scripts scripts;
    private final Counters counters;
    private final Conversations conversations;
    private final int connection;

    private Reply reply;
    private Runnable onAbort;

    BrainHandler(
            DemoBrainOptions options, Faults faults, Scripts scripts, Counters counters, Conversations conversations) {
        this.options = options;
        this.faults = faults;
        this.scripts = scripts;
        this.counters = counters;
        this.conversations = conversations;
        this.connection = counters.newConnection();
    }

    static boolean isQuestion(String path) {
        return COMPLETIONS.equals(path) || ASK.equals(path);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            // Where this request ends, and the next one begins, is anybody's guess.
            context.writeAndFlush(response(400, "{\"error\":{\"message\":\"not HTTP\"}}"))
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        String path = new QueryStringDecoder(request.uri()).path();
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
        RecordedRequest seen = new RecordedRequest(
                request.method().name(), path, headers, request.content().toString(StandardCharsets.UTF_8), connection);
        counters.saw(seen);
        switch (seen.method() + " " + path) {
            case "POST " + COMPLETIONS, "POST " + ASK -> question(context, seen);
            case "POST /end-session" -> endSession(context, seen);
            case "GET /health", "GET /healthz" -> json(context, 200, "{\"ok\":true,\"status\":\"live\",\"demo\":true}");
            case "GET /ready", "GET /readyz" -> {
                boolean notReady = faults.notReady();
                json(context, notReady ? 503 : 200, "{\"ready\":" + !notReady + ",\"demo\":true}");
            }
            case "POST /faults" -> addFault(context, seen.body());
            case "DELETE /faults" -> {
                faults.clear();
                json(context, 200, "{\"faults\":[]}");
            }
            case "GET /faults" ->
                json(
                        context,
                        200,
                        JSON.valueToTree(Map.of("faults", faults.all())).toString());
            case "GET /counters" ->
                json(
                        context,
                        200,
                        JSON.valueToTree(Map.of(
                                        "requests", counters.requests(),
                                        "aborted", counters.aborted(),
                                        "connections", counters.connections(),
                                        "byPath", counters.byPath()))
                                .toString());
            default -> error(context, 404, "Not Found", "not_found");
        }
    }

    private void addFault(ChannelHandlerContext context, String body) {
        try {
            faults.add(JSON.readValue(body, Fault.class));
            json(context, 200, JSON.valueToTree(Map.of("faults", faults.all())).toString());
        } catch (JsonProcessingException e) {
            error(context, 400, "not a fault: " + e.getOriginalMessage(), "invalid_request_error");
        }
    }

    private void endSession(ChannelHandlerContext context, RecordedRequest request) {
        try {
            conversations.forget(
                    "v1:" + JSON.readTree(request.body()).path("callId").asText());
            json(context, 200, "{\"success\":true}");
        } catch (JsonProcessingException e) {
            json(context, 400, "{\"success\":false,\"error\":\"not JSON\"}");
        }
    }

    private void question(ChannelHandlerContext context, RecordedRequest request) {
        String token = options.token();
        if (token != null && !("Bearer " + token).equals(request.headers().get("authorization"))) {
            error(context, 401, "Unauthorized", "unauthorized");
            return;
        }
        JsonNode body;
        try {
            body = JSON.readTree(request.body());
        } catch (JsonProcessingException e) {
            error(context, 400, "The body is not JSON.", "invalid_request_error");
            return;
        }
        Asked asked = Asked.read(request, body);
        String objection = asked.objection(options.agents());
        if (objection != null) {
            error(context, objection.equals("internal error") ? 500 : 400, objection, "invalid_request_error");
            return;
        }
        BrainScript.Part script = scripts.forQuestion(asked.key(), asked.words());
        Fault fault;
        try {
            fault = script != null && script.fault() != null ? script.fault() : faultFor(request, asked);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            error(context, 400, "x-demo-fault: " + e.getMessage(), "invalid_request_error");
            return;
        }
        if (fault != null && fault.kind() == Fault.Kind.STATUS) {
            refuse(context, asked, fault);
            return;
        }
        Conversations.Conversation conversation = conversations.of(asked.key());
        onAbort = () -> {};
        conversation.whenFree(() -> {
            if (!context.channel().isActive()) {
                conversation.free();
                return;
            }
            answer(context, asked, script, fault, conversation);
        });
    }

    private Fault faultFor(RecordedRequest request, Asked asked) throws JsonProcessingException {
        String header = request.headers().get("x-demo-fault");
        if (header != null) {
            return header.startsWith("{") ? JSON.readValue(header, Fault.class) : Fault.of(Fault.Kind.of(header));
        }
        if (asked.agent().startsWith("fault-")) {
            return Fault.of(Fault.Kind.of(asked.agent().substring("fault-".length())));
        }
        return faults.take();
    }

    private void answer(
            ChannelHandlerContext context,
            Asked asked,
            BrainScript.Part script,
            Fault fault,
            Conversations.Conversation conversation) {
        Wish wish = script == null ? Wish.of(asked) : new Wish(script.answer(), script.tool());
        String answer = wish.words() != null ? wish.words() : conversation.answer(asked.words());
        DemoBrainOptions pace = script == null ? options : script.pace(options);
        onAbort = () -> conversation.over(asked.words(), null);
        Runnable onEnd = () -> {
            onAbort = null;
            reply = null;
            if (fault == null) {
                conversation.over(asked.words(), answer);
            } else {
                conversation.free();
            }
        };
        if (asked.streamed()) {
            List<Step> steps = fault == null
                    ? AnswerScript.good(asked.model(), pace, answer, wish.tool())
                    : AnswerScript.bad(asked.model(), pace, answer, fault);
            reply = new Reply(context, steps, onEnd);
            reply.play();
            return;
        }
        WholeAnswer whole = WholeAnswer.of(asked, answer, fault, pace);
        if (whole == WholeAnswer.SILENCE) {
            return;
        }
        context.executor()
                .schedule(
                        () -> {
                            if (!context.channel().isActive()) {
                                return;
                            }
                            onEnd.run();
                            if (whole.status() == 0) {
                                context.close();
                            } else {
                                json(context, whole.status(), whole.body());
                            }
                        },
                        whole.afterMs(),
                        TimeUnit.MILLISECONDS);
    }

    private static void refuse(ChannelHandlerContext context, Asked asked, Fault fault) {
        int status = fault.statusOr(500);
        FullHttpResponse response = response(status, WholeAnswer.refusal(asked, status, fault));
        if (status == 429) {
            int seconds = fault.retryAfterSeconds() == null ? 1 : fault.retryAfterSeconds();
            if (seconds >= 0) {
                response.headers().set(HttpHeaderNames.RETRY_AFTER, seconds);
            }
        }
        context.writeAndFlush(response);
    }

    private static void error(ChannelHandlerContext context, int status, String message, String type) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error").put("message", message).put("type", type);
        json(context, status, body.toString());
    }

    private static void json(ChannelHandlerContext context, int status, String body) {
        context.writeAndFlush(response(status, body));
    }

    private static FullHttpResponse response(int status, String body) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        return response;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && onAbort == null) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (onAbort != null) {
            counters.sawAbort();
            if (reply != null) {
                reply.stop();
            }
            Runnable action = onAbort;
            onAbort = null;
            action.run();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("The demo brain could not read a request: {}", cause.toString());
        }
        context.close();
    }

    /** What a question asks, whichever dialect it came in. */
    record Asked(
            String path,
            String key,
            String agent,
            String model,
            String words,
            boolean streamed,
            boolean bareKey,
            JsonNode tools) {
        /** Keys that the gateway keeps for itself. */
        private static final Set<String> FORBIDDEN = Set.of("subagent:", "cron:", "acp:");

        static Asked read(RecordedRequest request, JsonNode body) {
            if (ASK.equals(request.path())) {
                String callId = body.path("callId").asText("main");
                return new Asked(
                        ASK,
                        "v1:" + callId,
                        "main",
                        "",
                        body.path("prompt").asText(""),
                        false,
                        false,
                        body.path("tools"));
            }
            String words = "";
            for (JsonNode message : body.path("messages")) {
                if ("user".equals(message.path("role").asText())) {
                    words = message.path("content").asText("");
                }
            }
            String model = body.path("model").asText("");
            String key = request.sessionKey();
            boolean scoped = key != null && key.startsWith("agent:") && key.split(":", 3).length == 3;
            // The key's agent beats the model's.
            String agent = scoped ? key.split(":", 3)[1] : agentOf(model);
            return new Asked(
                    COMPLETIONS,
                    key == null ? "request:" + java.util.UUID.randomUUID() : key,
                    agent == null ? "" : agent,
                    model,
                    words,
                    body.path("stream").asBoolean(false),
                    key != null && !scoped,
                    body.path("tools"));
        }

        private static String agentOf(String model) {
            if (model.equals("openclaw") || model.equals("openclaw/default")) {
                return "main";
            }
            for (String prefix : List.of("openclaw/", "openclaw:", "agent:")) {
                if (model.startsWith(prefix) && model.length() > prefix.length()) {
                    return model.substring(prefix.length());
                }
            }
            return null;
        }

        /** Why the gateway would refuse the question; null when it would not. */
        String objection(Set<String> agents) {
            if (words.isBlank()) {
                return ASK.equals(path) ? "Missing prompt" : "Missing user message in `messages`.";
            }
            if (ASK.equals(path)) {
                return null;
            }
            if (FORBIDDEN.stream().anyMatch(key::startsWith)) {
                return "This session key is reserved.";
            }
            if (agentOf(model) == null) {
                return "Invalid `model`. Use `openclaw` or `openclaw/<agentId>`.";
            }
            if (bareKey && agents.size() > 1) {
                return "internal error";
            }
            return agents.isEmpty() || agents.contains(agent) ? null : "Unknown agent '" + agent + "'.";
        }
    }
}
