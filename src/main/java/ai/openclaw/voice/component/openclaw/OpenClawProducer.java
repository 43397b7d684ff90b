package ai.openclaw.voice.component.openclaw;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnTimings;
import ai.openclaw.voice.call.VoiceHeaders;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Asks the brain. Returns when the first clause of the answer is there; the body is then the {@link Answer}. */
public class OpenClawProducer extends DefaultProducer {
    public OpenClawProducer(OpenClawEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public OpenClawEndpoint getEndpoint() {
        return (OpenClawEndpoint) super.getEndpoint();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        CallId callId = callId(exchange.getMessage());
        try (CallLog ignored = CallLog.named(callId)) {
            ask(exchange, callId);
        }
    }

    private void ask(Exchange exchange, CallId callId) throws Exception {
        OpenClawComponent component = getEndpoint().getComponent();
        OpenClawConfiguration configuration = getEndpoint().getConfiguration();
        Message message = exchange.getMessage();
        Turn turn = message.getHeader(VoiceHeaders.TURN, Turn.class);
        Question question = new Question(
                agent(message, configuration),
                callId.sessionKey(),
                words(message),
                instructions(message, configuration),
                tools(message));

        awaitGate(component.gate(configuration), configuration, turn);
        Answer answer = component.answer(question, configuration, turn == null ? new TurnTimings() : turn.timings());
        if (turn != null) {
            turn.onCancel(answer::close);
        }
        answer.begin(
                configuration.getDialect() == Dialect.v1
                        ? configuration.getV1TimeoutMs()
                        : configuration.getFirstTokenTimeoutMs());
        message.setHeader(OpenClawConstants.FIRST_TOKEN_MS, answer.firstTokenMs());
        message.setBody(answer);
    }

    /** While the brain wants to be left alone, a short rest is waited for here, and a long one fails without a request. */
    private static void awaitGate(RateGate gate, OpenClawConfiguration configuration, Turn turn)
            throws OpenClawException, InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        if (turn != null) {
            turn.onCancel(cancelled::countDown);
        }
        for (long ms = gate.shutMs(); ms > 0; ms = gate.shutMs()) {
            if (ms > configuration.getMaxRetryAfterMs()) {
                throw OpenClawException.rateLimited(ms, configuration.getMaxRetryAfterMs());
            }
            if (cancelled.await(ms, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        if (turn != null && !turn.isCurrent()) {
            throw OpenClawException.of(Failure.CANCELLED, "the turn was cancelled");
        }
    }

    private static CallId callId(Message message) {
        String callId = message.getHeader(VoiceHeaders.CALL_ID, String.class);
        if (callId == null) {
            throw new IllegalArgumentException("header " + VoiceHeaders.CALL_ID + " is missing: whose question is it?");
        }
        return new CallId(callId);
    }

    private static String words(Message message) throws InvalidPayloadException {
        String words = message.getMandatoryBody(String.class);
        if (words.isBlank()) {
            throw new IllegalArgumentException("the body is blank: there is no question to ask");
        }
        return words.strip();
    }

    private static String agent(Message message, OpenClawConfiguration configuration) {
        Profile profile = profile(message, configuration);
        String agent =
                message.getHeader(OpenClawConstants.AGENT, profile == null ? null : profile.agent(), String.class);
        if (agent == null) {
            return configuration.getAgent();
        }
        OpenClawComponent.checkAgent(agent);
        return agent;
    }

    private static String instructions(Message message, OpenClawConfiguration configuration) {
        Profile profile = profile(message, configuration);
        String standard = profile == null || profile.persona() == null ? configuration.getPersona() : profile.persona();
        String persona = message.getHeader(OpenClawConstants.PERSONA, standard, String.class);
        String context = message.getHeader(OpenClawConstants.CONTEXT, "", String.class);
        return context.isBlank() ? persona : persona + "\n\n" + context.strip();
    }

    private static Profile profile(Message message, OpenClawConfiguration configuration) {
        return configuration.isUseProfile() ? message.getHeader(VoiceHeaders.PROFILE, Profile.class) : null;
    }

    private static List<Tool> tools(Message message) {
        List<?> tools = message.getHeader(OpenClawConstants.TOOLS, List.of(), List.class);
        return tools.stream().map(Tool.class::cast).toList();
    }
}
