package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.link.RoomCommand;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Does something to a call. A call that is over already is no error, for the caller may hang up at any moment: the header
 * {@link SipConstants#DONE} then is false.
 */
public class SipProducer extends DefaultProducer {
    private final SipAction action;

    SipProducer(SipEndpoint endpoint, SipAction action) {
        super(endpoint);
        this.action = action;
    }

    @Override
    public SipEndpoint getEndpoint() {
        return (SipEndpoint) super.getEndpoint();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        if (action == SipAction.DIAL) {
            CallId dialled = getEndpoint().getComponent().dialler().dial(message);
            message.setHeader(SipConstants.CALL_ID, dialled.value());
            message.setHeader(SipConstants.DONE, true);
            return;
        }
        CallId callId = callIdOf(message);
        Optional<CallLeg> leg = getEndpoint().getComponent().legs().find(callId);
        boolean done = leg.isPresent() && act(leg.get(), message);
        message.setHeader(SipConstants.DONE, done);
    }

    private boolean act(CallLeg leg, Message message) {
        return switch (action) {
            case RING -> leg.ring();
            case ANSWER -> answer(leg, message);
            case REJECT ->
                leg.reject(getEndpoint().rejectStatus(), getEndpoint().getReason());
            default -> leg.hangup(endReasonOf(message));
        };
    }

    private static boolean answer(CallLeg leg, Message message) {
        String sdp = message.getBody(String.class);
        if (sdp == null || sdp.isBlank()) {
            throw new IllegalArgumentException("sip:answer needs the SDP answer as its body");
        }
        boolean done = leg.answer(sdp);
        if (done) {
            message.setHeader(SipConstants.ANSWER_LATENCY_MS, leg.answerLatencyMs());
        }
        return done;
    }

    private CallId callIdOf(Message message) {
        if (message.getBody() instanceof RoomCommand.Hangup hangup) {
            return hangup.callId();
        }
        String value = message.getHeader(SipConstants.CALL_ID, String.class);
        if (value == null) {
            throw new IllegalArgumentException(
                    "sip:" + action.word() + " needs the header " + SipConstants.CALL_ID + " to know the call");
        }
        return new CallId(value);
    }

    private EndReason endReasonOf(Message message) {
        if (message.getBody() instanceof RoomCommand.Hangup hangup) {
            return hangup.reason();
        }
        return message.getHeader(SipConstants.END_REASON, getEndpoint().getEndReason(), EndReason.class);
    }
}
