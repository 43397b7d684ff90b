package ai.openclaw.voice.link;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Errand;
import ai.openclaw.voice.call.MediaFigures;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.TransferFailure;

/**
 * What happened in a call's room, told to the worker that holds the call. Events of one call arrive in order.
 */
public sealed interface RoomEvent {
    CallId callId();

    /**
     * The call is up and media flows.
     *
     * @param extension of ours: the one that was dialled, or the one that dialled
     * @param caller who is on the other side: who calls, as the From header names them, or the number that we called
     * @param startedAtMs when the INVITE was sent, ms since the epoch
     * @param answerLatencyMs from the INVITE to its 200, ms
     * @param errand what our own call is for; null for one that came to us
     */
    record CallStarted(
            CallId callId,
            Direction direction,
            String extension,
            String caller,
            long startedAtMs,
            long answerLatencyMs,
            Errand errand)
            implements RoomEvent {
        /** Of a call that came to us. */
        public CallStarted(
                CallId callId,
                Direction direction,
                String extension,
                String caller,
                long startedAtMs,
                long answerLatencyMs) {
            this(callId, direction, extension, caller, startedAtMs, answerLatencyMs, null);
        }
    }

    /**
     * The caller began to speak (the minimum of speech was reached, so it is no click). The pre-roll follows as the first
     * {@link SpeechChunk}.
     */
    record SpeechStarted(CallId callId) implements RoomEvent {}

    /** More of what the caller says: about 100 ms. */
    record SpeechChunk(CallId callId, Pcm audio) implements RoomEvent {}

    /**
     * The caller fell silent. It is the worker's to decide whether the turn has ended.
     *
     * @param silenceMs how long the silence has lasted already, ms
     */
    record SpeechEnded(CallId callId, int silenceMs) implements RoomEvent {}

    /** The caller goes on, after a {@link SpeechEnded} that was a pause. */
    record SpeechResumed(CallId callId) implements RoomEvent {}

    /** The longest permitted utterance was reached: commit what there is, more follows as an utterance of its own. */
    record UtteranceFull(CallId callId) implements RoomEvent {}

    /**
     * The caller speaks while we do, and the playout has fallen silent until {@link RoomCommand.ResumePlayout} or {@link
     * RoomCommand.StopPlayout} comes. Told right before the {@link SpeechStarted} or {@link SpeechResumed} that is the cause.
     * A shorter noise silences and resumes the playout without a word to anybody.
     *
     * @param turnId the turn that is playing
     * @param playedMs the position reached in the turn's sound, ms; what was skipped counts
     */
    record PlayoutPaused(CallId callId, int turnId, int playedMs) implements RoomEvent {}

    /**
     * The caller, for whom the playout has paused, has spoken for so long that they mean it: what was still to be played is
     * dropped.
     *
     * @param turnId the turn that was interrupted
     * @param playedMs how much of it had been played, ms
     */
    record BargeIn(CallId callId, int turnId, int playedMs) implements RoomEvent {}

    /** The first packet of a turn's speech left for the caller. */
    record PlayoutStarted(CallId callId, int turnId) implements RoomEvent {}

    /**
     * Everything that came of a turn's speech was played, but the turn has not ended: its next sound is still being made.
     *
     * @param playedMs the position reached in the turn's sound, ms: more may have been sent meanwhile
     */
    record PlayoutRanDry(CallId callId, int turnId, int playedMs) implements RoomEvent {}

    /**
     * All of a turn's speech has been played (or was stopped); sent once per {@link RoomCommand.EndOfTurn}.
     */
    record PlayoutFinished(CallId callId, int turnId, int playedMs) implements RoomEvent {}

    /** The caller has put us on hold: the playout waits, and what comes from the line is the exchange's music, not speech. */
    record Held(CallId callId) implements RoomEvent {}

    /** The caller is back from hold. */
    record Retrieved(CallId callId) implements RoomEvent {}

    /** A tone like an answering machine's beep has ended; told once after each {@link RoomCommand.ListenForBeep}. */
    record Beep(CallId callId) implements RoomEvent {}

    /** The caller pressed a key: one of {@code 0-9*#A-D}. */
    record Dtmf(CallId callId, char digit) implements RoomEvent {}

    /**
     * No RTP comes from the caller any more. The room stays as it is: it is the route's to end the call.
     *
     * @param neverCame not one packet ever came
     */
    record MediaLost(CallId callId, boolean neverCame) implements RoomEvent {}

    /**
     * What a {@link RoomCommand.Transfer} asked for did not come to pass: the caller is still with us. Told once for each;
     * if it does come to pass, the call ends.
     */
    record TransferFailed(CallId callId, TransferFailure why) implements RoomEvent {}

    /**
     * The call is over. Nothing follows.
     *
     * @param media how its sound went over the network; null when it had no room
     */
    record CallEnded(CallId callId, EndReason reason, long durationMs, MediaFigures media) implements RoomEvent {
        /** Of a call without a room. */
        public CallEnded(CallId callId, EndReason reason, long durationMs) {
            this(callId, reason, durationMs, null);
        }
    }
}
