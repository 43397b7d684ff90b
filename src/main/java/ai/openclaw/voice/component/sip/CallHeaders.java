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
        if (leg.wasAnswered()) {
            message.setHeader(SipConstants.ANSWER_LATENCY_MS, leg.answerLatencyMs());
        }
        if (leg.version() != null) {
            message.setHeader(SipConstants.VERSION, leg.version());
        }
        if (leg.endReason() != null) {
            message.setHeader(SipConstants.ANSWERED, leg.wasAnswered());
            message.setHeader(SipConstants.CONFIRMED, leg.wasConfirmed());
            if (leg.refusedWith() > 0) {
                message.setHeader(SipConstants.STATUS, leg.refusedWith());
            }
            if (leg.peerReason() != null) {
                message.setHeader(SipConstants.PEER_REASON, leg.peerReason());
            }
            message.setHeader(SipConstants.END_REASON, leg.endReason());
            message.setHeader(SipConstants.DURATION_MS, leg.durationMs());
        }
    }
}
