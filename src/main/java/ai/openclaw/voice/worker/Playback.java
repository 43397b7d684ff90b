package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.tts.Speech;
import ai.openclaw.voice.component.tts.SpeechStream;
import ai.openclaw.voice.component.tts.TtsException;
import ai.openclaw.voice.link.RoomCommand;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes commands for the room of what is to be heard. */
public final class Playback {
    private static final Logger LOG = LoggerFactory.getLogger(Playback.class);

    private final VoiceSessions sessions;

    public Playback(VoiceSessions sessions) {
        this.sessions = sessions;
    }

    /** The speech in pieces, each as soon as it was made; stops when the turn is no longer current. */
    public Iterator<RoomCommand> pieces(@Body SpeechStream speech, @Header(VoiceHeaders.TURN) Turn turn) {
        return new Iterator<>() {
            private Pcm next = advance();

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public RoomCommand next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                Pcm piece = next;
                next = advance();
                return new RoomCommand.Play(turn.callId(), turn.id(), 0, piece);
            }

            private Pcm advance() {
                try {
                    Pcm piece = turn.isCurrent() ? speech.next() : null;
                    if (piece == null) {
                        speech.close();
                    }
                    return piece;
                } catch (TtsException e) {
                    LOG.warn("speech broke off: {}", e.getMessage());
                    sessions.note(turn.callId().value(), "tts:broken-off");
                    speech.close();
                    return null;
                }
            }
        };
    }

    /** Speech in which nothing is said. */
    public SpeechStream silence() {
        return Speech.silence();
    }

    public RoomCommand endOfTurn(@Header(VoiceHeaders.TURN) Turn turn) {
        return new RoomCommand.EndOfTurn(turn.callId(), turn.id());
    }
}
