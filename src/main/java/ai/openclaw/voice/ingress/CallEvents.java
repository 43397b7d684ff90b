package ai.openclaw.voice.ingress;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.MediaFigures;
import ai.openclaw.voice.call.TransferFailure;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.rtp.RtpConstants;
import ai.openclaw.voice.component.rtp.room.RoomStatistics;
import ai.openclaw.voice.component.sip.SipConstants;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Says in the link's words what SIP said in headers. Steps of the routes name its methods. */
public final class CallEvents {
    public RoomEvent started(
            @Header(VoiceHeaders.CALL_ID) String callId,
            @Header(VoiceHeaders.EXTENSION) String extension,
            @Header(SipConstants.CALLER) String caller,
            @Header(SipConstants.INVITED_AT) long invitedAtMs,
            @Header(SipConstants.ANSWER_LATENCY_MS) long answerLatencyMs) {
        return new RoomEvent.CallStarted(
                new CallId(callId), Direction.INBOUND, extension, caller, invitedAtMs, answerLatencyMs);
    }

    public RoomEvent ended(
            @Header(VoiceHeaders.CALL_ID) String callId,
            @Header(SipConstants.END_REASON) EndReason reason,
            @Header(SipConstants.DURATION_MS) long durationMs,
            @Header(RtpConstants.STATISTICS) RoomStatistics media) {
        return new RoomEvent.CallEnded(new CallId(callId), reason, durationMs, figures(media));
    }

    public RoomCommand hangupForMedia(@Body RoomEvent.MediaLost lost) {
        return new RoomCommand.Hangup(lost.callId(), lost.neverCame() ? EndReason.NO_MEDIA : EndReason.MEDIA_LOST);
    }

    public RoomCommand pressed(@Header(VoiceHeaders.CALL_ID) String callId, @Body String key) {
        return new RoomCommand.HearKey(new CallId(callId), key.charAt(0));
    }

    /** @param status of whom the caller was to be handed over to; null when they were not even called */
    public RoomEvent transferFailed(
            @Header(VoiceHeaders.CALL_ID) String callId, @Header(SipConstants.STATUS) Integer status) {
        return new RoomEvent.TransferFailed(new CallId(callId), why(status));
    }

    private static TransferFailure why(Integer status) {
        if (status == null) {
            return TransferFailure.NOT_POSSIBLE;
        }
        return switch (status) {
            case 486, 600 -> TransferFailure.BUSY;
            case 408, 480, 487 -> TransferFailure.NO_ANSWER;
            case 401, 403, 405, 407, 501, 603 -> TransferFailure.REFUSED;
            default -> TransferFailure.NOT_REACHED;
        };
    }

    /** The record of a call that no worker knows of: it ended before there was a conversation, or v1 had it. */
    public CallRecord unheard(
            @Header(VoiceHeaders.CALL_ID) String callId,
            @Header(SipConstants.DIRECTION) Direction direction,
            @Header(VoiceHeaders.EXTENSION) String extension,
            @Header(SipConstants.INVITED_AT) long invitedAtMs,
            @Header(SipConstants.ANSWER_LATENCY_MS) Long answerLatencyMs,
            @Header(SipConstants.END_REASON) EndReason reason,
            @Header(SipConstants.STATUS) Integer status,
            @Header(SipConstants.VERSION) String version,
            @Header(SipConstants.DURATION_MS) long durationMs,
            @Header(RtpConstants.STATISTICS) RoomStatistics media) {
        return new CallRecord(
                callId,
                (direction == null ? Direction.INBOUND : direction).word(),
                answerLatencyMs,
                null,
                null,
                null,
                0,
                reason.word(),
                status == null ? List.of() : List.of("sip:" + status),
                new CallId(callId).sessionKey(),
                extension,
                version == null ? "v2" : version,
                Instant.ofEpochMilli(invitedAtMs).toString(),
                durationMs,
                0,
                List.of(),
                figures(media));
    }

    private static MediaFigures figures(RoomStatistics media) {
        return media == null ? null : media.figures();
    }
}
