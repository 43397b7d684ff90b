package ai.openclaw.voice.link;

import ai.openclaw.voice.call.AnsweredBy;
import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Pcm;

/** What the worker wants done in a call's room. Commands of one call are carried out in order. */
public sealed interface RoomCommand {
    CallId callId();

    /** How the caller's interruptions are to be taken from now on. Comes before the first sound. */
    record TakeInterruptions(CallId callId, BargeInRules rules) implements RoomCommand {}

    /**
     * Append this sound to what is played for the turn. A turn older than the newest one heard of is dropped.
     *
     * @param clause counts the turn's clauses up from 0, so that {@link ResumePlayout} knows where one begins; {@link
     *     #FILLER} for a phrase that only bridges the wait: it is not part of the answer, so it starts no {@link
     *     RoomEvent.PlayoutStarted}, and counts in no {@code playedMs}
     */
    record Play(CallId callId, int turnId, int clause, Pcm audio) implements RoomCommand {
        public static final int FILLER = -1;
    }

    /** Let a soft tone be heard, over and over, until the turn has sound of its own, ends or is stopped. */
    record PlayWaitingTone(CallId callId, int turnId) implements RoomCommand {}

    /** The turn has no more to say: report {@link RoomEvent.PlayoutFinished} when its last sound was played. */
    record EndOfTurn(CallId callId, int turnId) implements RoomCommand {}

    /** Be silent at once, and drop what is still to be played up to this turn. */
    record StopPlayout(CallId callId, int turnId) implements RoomCommand {}

    /** The caller did not mean to interrupt: go on from where the rules say, after a {@link RoomEvent.PlayoutPaused}. */
    record ResumePlayout(CallId callId, int turnId) implements RoomCommand {}

    /** The utterance is committed: what the caller says next is another one, however soon it comes. */
    record ListenAnew(CallId callId) implements RoomCommand {}

    /** Press keys: at most {@link #MOST} of {@code 0-9*#A-D}. */
    record SendDtmf(CallId callId, String digits) implements RoomCommand {
        /** Longer than any number or PIN; pressing them takes a quarter of a minute. */
        public static final int MOST = 64;
    }

    /** The caller pressed this key, as the signalling told: what RFC 4733 tells, too, counts once. */
    record HearKey(CallId callId, char digit) implements RoomCommand {}

    /**
     * Hand the caller over to somebody else (RFC 3515), blind. Comes to pass or not; until then the call goes on.
     *
     * @param target an extension or a number that policy has let through, or a SIP address
     */
    record Transfer(CallId callId, String target) implements RoomCommand {}

    /** Tell of the next tone that sounds like an answering machine's beep. */
    record ListenForBeep(CallId callId) implements RoomCommand {}

    /** It is clear now who picked up the call that we placed; no room's task, but whoever asked for the call wants to know. */
    record TellWhoAnswered(CallId callId, AnsweredBy answeredBy) implements RoomCommand {}

    /** End the call. */
    record Hangup(CallId callId, EndReason reason) implements RoomCommand {}
}
