package ai.openclaw.voice.link;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Pcm;

/** What the worker wants done in a call's room. Commands of one call are carried out in order. */
public sealed interface RoomCommand {
    CallId callId();

    /** Append this sound to what is played for the turn. A turn older than the newest one heard of is dropped. */
    record Play(CallId callId, int turnId, Pcm audio) implements RoomCommand {}

    /** The turn has no more to say: report {@link RoomEvent.PlayoutFinished} when its last sound was played. */
    record EndOfTurn(CallId callId, int turnId) implements RoomCommand {}

    /** Be silent at once, and drop what is still to be played up to this turn. */
    record StopPlayout(CallId callId, int turnId) implements RoomCommand {}

    /** The utterance is committed: what the caller says next is another one, however soon it comes. */
    record ListenAnew(CallId callId) implements RoomCommand {}

    /** Press keys: each of {@code 0-9*#A-D}. */
    record SendDtmf(CallId callId, String digits) implements RoomCommand {}

    /** End the call. */
    record Hangup(CallId callId, EndReason reason) implements RoomCommand {}
}
