package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.Direction;
import org.apache.camel.Message;

/** Says in a message's headers which call it is about and what is known of it. */
final class CallHeaders {
    private CallHeaders() {}

    static void put(Message message, CallLeg leg) {
        CallInfo info = leg.info();
        message.setHeader(SipConstants.CALL_ID, info.callId().value());
        message.setHeader(SipConstants.DIALLED, info.extension());
        message.setHeader(SipConstants.SIP_CALL_ID, info.sipCallId());
        message.setHeader(SipConstants.EXTENSION, info.extension());
        message.setHeader(SipConstants.CALLER, info.caller());
        message.setHeader(SipConstants.DIRECTION, info.direction());
        if (info.direction() == Direction.OUTBOUND) {
            message.setHeader(SipConstants.TARGET, info.caller());
        }
        if (info.callerName() != null) {
            message.setHeader(SipConstants.CALLER_NAME, info.callerName());
        }
        message.setHeader(SipConstants.REMOTE_ADDRESS, info.remoteAddress());
        message.setHeader(SipConstants.TRANSPORT, info.transport());
        message.setHeader(SipConstants.INVITED_AT, info.invitedAtMs());
        CallHistory history = leg.history();
        if (history.wasAnswered()) {
            message.setHeader(SipConstants.ANSWER_LATENCY_MS, history.answerLatencyMs());
        }
        if (leg.version() != null) {
            message.setHeader(SipConstants.VERSION, leg.version());
        }
        if (history.endReason() != null) {
            message.setHeader(SipConstants.ANSWERED, history.wasAnswered());
            message.setHeader(SipConstants.CONFIRMED, history.wasConfirmed());
            if (history.refusedWith() > 0) {
                message.setHeader(SipConstants.STATUS, history.refusedWith());
            }
            if (history.peerReason() != null) {
                message.setHeader(SipConstants.PEER_REASON, history.peerReason());
            }
            message.setHeader(SipConstants.END_REASON, history.endReason());
            message.setHeader(SipConstants.DURATION_MS, history.durationMs());
        }
    }
}
