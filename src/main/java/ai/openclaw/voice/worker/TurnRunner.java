package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.link.RoomCommand;
import java.util.List;

/** How a session reaches the routes: its turns run there, its commands leave through them. */
interface TurnRunner {
    /** Runs the turn on a thread of its own; the utterance is still streaming in. */
    void answer(VoiceSession session, Turn turn, Utterance utterance);

    /** Speaks a configured phrase as a turn of its own. */
    void say(VoiceSession session, Turn turn, Speakable phrase);

    /** Speaks a message that somebody gave us to deliver, as a turn of its own. */
    void tell(VoiceSession session, Turn turn, List<Speakable> message);

    /** Only hears: what is understood, the utterance's listener is told. */
    void hear(VoiceSession session, Turn turn, Utterance utterance);

    /** Speaks a configured phrase that bridges the wait for the turn's answer. */
    void fill(VoiceSession session, Turn turn, Speakable phrase);

    void send(RoomCommand command);
}
