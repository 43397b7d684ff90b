package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.sip.proxy.ProxyHop;
import ai.openclaw.voice.link.RoomCommand;
import java.util.Optional;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Does something to a call. A call that is over already is no error, for the caller may hang up at any moment: the header
 * {@link SipConstants#DONE} then is false.
 */
public class SipProducer extends DefaultAsyncProducer {
    private final SipAction action;
    private final SipURI system;

    SipProducer(SipEndpoint endpoint, SipAction action) {
        super(endpoint);
        this.action = action;
        system = isPassedOn(endpoint, action) ? ProxyHop.system(endpoint.getUri()) : null;
    }

    /** Routes name the other system by a setting, which is empty where there is none. */
    private static boolean isPassedOn(SipEndpoint endpoint, SipAction action) {
        return action == SipAction.PROXY
                && endpoint.getUri() != null
                && !endpoint.getUri().isBlank();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (system != null) {
            getEndpoint().getComponent().hop().knows(system);
        }
    }

    @Override
    public SipEndpoint getEndpoint() {
        return (SipEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Message message = exchange.getMessage();
        try {
            if (action == SipAction.PROXY) {
                return passOn(message, callback);
            }
            act(message);
        } catch (RuntimeException | SipException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private void act(Message message) throws SipException {
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
            case PROGRESS -> leg.progress(sdpOf(message));
            case ANSWER -> answer(leg, message);
            case REJECT -> reject(leg, message);
            case TRANSFER -> transfer(leg, message);
            case FOLLOW -> leg.transfers().follow(sdpOf(message));
            default -> leg.hangup(endReasonOf(message));
        };
    }

    private boolean transfer(CallLeg leg, Message message) {
        String with = message.getHeader(SipConstants.WITH_CALL, String.class);
        if (with != null) {
            Optional<CallLeg> other = getEndpoint().getComponent().legs().find(new CallId(with));
            return other.isPresent()
                    && other.get().isUp()
                    && leg.transfers().handOver(other.get().dialog().addressToReplace());
        }
        String target = message.getBody() instanceof RoomCommand.Transfer wanted
                ? wanted.target()
                : message.getHeader(SipConstants.TARGET, String.class);
        if (target == null || target.isBlank()) {
            throw new IllegalArgumentException("sip:transfer needs the header " + SipConstants.TARGET
                    + ", or a RoomCommand.Transfer as its body, to know whom to");
        }
        return leg.isUp() && leg.transfers().handOver(leg.dialog().addressOf(target.strip()));
    }

    private boolean reject(CallLeg leg, Message message) {
        int status = getEndpoint().rejectStatus();
        String reason = getEndpoint().getReason();
        return isForOffer(message) ? leg.rejectChange(status, reason) : leg.reject(status, reason);
    }

    private static boolean isForOffer(Message message) {
        return message.getHeader(SipConstants.OFFER, false, Boolean.class);
    }

    private String sdpOf(Message message) {
        String sdp = message.getBody(String.class);
        if (sdp == null || sdp.isBlank()) {
            throw new IllegalArgumentException("sip:" + action.word() + " needs the SDP answer as its body");
        }
        return sdp;
    }

    private boolean answer(CallLeg leg, Message message) {
        String sdp = sdpOf(message);
        boolean done = isForOffer(message) ? leg.answerOffer(sdp) : leg.answer(sdp);
        if (done) {
            message.setHeader(SipConstants.ANSWER_LATENCY_MS, leg.history().answerLatencyMs());
        }
        return done;
    }

    /**
     * Passes the call on. With a status afterwards the other system failed, and somebody else can take the call. That may be
     * known only after seconds, in which no thread waits.
     *
     * @return whether it is known at once
     */
    private boolean passOn(Message message, AsyncCallback callback) {
        message.removeHeader(SipConstants.STATUS);
        CallLeg found =
                getEndpoint().getComponent().legs().find(callIdOf(message)).orElse(null);
        if (!(found instanceof IncomingCall leg)) {
            return known(message, false, callback);
        }
        if (system == null) {
            message.setHeader(SipConstants.STATUS, 503);
            return known(message, false, callback);
        }
        ProxyHop hop = getEndpoint().getComponent().hop();
        Integer obstacle = hop.obstacle(leg.invite().getRequest()).orElse(null);
        if (obstacle != null) {
            return known(message, leg.reject(obstacle, "The call goes round in circles"), callback);
        }
        PassedOn other = new PassedOn(leg, hop, getEndpoint().getVersion());
        if (!leg.handOver(other)) {
            return known(message, false, callback);
        }
        other.pass(system, getEndpoint().getTimeoutMs(), failure -> {
            if (failure > 0) {
                message.setHeader(SipConstants.STATUS, failure);
            }
            message.setHeader(SipConstants.DONE, failure == 0);
            callback.done(false);
        });
        return false;
    }

    private static boolean known(Message message, boolean done, AsyncCallback callback) {
        message.setHeader(SipConstants.DONE, done);
        callback.done(true);
        return true;
    }

    private CallId callIdOf(Message message) {
        if (message.getBody() instanceof RoomCommand.Hangup hangup) {
            return hangup.callId();
        }
        if (message.getBody() instanceof RoomCommand.Transfer transfer) {
            return transfer.callId();
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
