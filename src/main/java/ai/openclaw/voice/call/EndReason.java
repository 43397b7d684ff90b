package ai.openclaw.voice.call;

import java.util.Locale;

/** Why a call ended, as its record says it. */
public enum EndReason {
    /** The caller hung up. */
    CALLER_HANGUP,
    /** Whom we had called hung up. */
    CALLEE_HANGUP,
    /** We hung up because the conversation was over. */
    ASSISTANT_HANGUP,
    /** The caller gave up before we answered (CANCEL). */
    CALLER_CANCELLED,
    /** We refused the call: full, draining, unknown extension, no common codec. */
    REJECTED,
    /** Not one RTP packet ever came from the caller. */
    NO_MEDIA,
    /** RTP came and then stopped: the caller vanished. */
    MEDIA_LOST,
    /** The caller was handed over to somebody else. */
    TRANSFERRED,
    /** Our answer was never acknowledged (RFC 3261, 13.3.1.4). */
    NOT_ACKNOWLEDGED,
    /** The longest permitted call was reached. */
    MAX_DURATION,
    /** As many questions were answered as are permitted. */
    MAX_TURNS,
    /** The caller was silent, and did not answer when asked. */
    CALLER_SILENT,
    /** The brain stayed away, so the call was ended politely. */
    BRAIN_DOWN,
    /** Whom we called was on the phone already. */
    BUSY,
    /** Whom we called did not answer, or is not there. */
    NO_ANSWER,
    /** The number that we called is not known there. */
    NOT_FOUND,
    /** Whom we called did not want the call. */
    DECLINED,
    /** The exchange could not put our call through, or was out of reach. */
    UNAVAILABLE,
    /** Our call was refused for any other reason. */
    CALL_FAILED,
    /** We gave our call up before it was answered, because we were asked to. */
    CANCELLED,
    /** An answering machine picked up, and we were not to talk to one. */
    ANSWERING_MACHINE,
    /** Nobody refreshed the session in time (RFC 4028), or nothing was heard of the call for hours. */
    SESSION_EXPIRED,
    /** The process was stopped. */
    SHUTDOWN,
    /** A defect of our own. */
    INTERNAL_ERROR;

    /** The word in the call record, for example {@code caller-hangup}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
