package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.tts.Speech;
import ai.openclaw.voice.component.tts.SpeechStream;
import ai.openclaw.voice.component.tts.TtsConstants;
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

    /**
     * One clause's speech in pieces, each as soon as it was made. None comes before the turn has the floor: an answer that is
     * ready while the caller may still go on is not heard. Stops when the turn is no longer current.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public Iterator<RoomCommand> pieces(
            @Body SpeechStream speech, @Header(VoiceHeaders.TURN) Turn turn, @Header(TtsConstants.TEXT) String text)
            throws InterruptedException {
        if (!turn.awaitFloor()) {
            speech.close();
        }
        int clause = turn.spoken().begin(text == null ? "" : text);
        sessions.fed(turn);
        return new Pieces(speech, turn, clause);
    }

    /** A phrase that bridges a wait, in pieces: it is no part of the turn's answer. */
    public Iterator<RoomCommand> fillers(@Body SpeechStream speech, @Header(VoiceHeaders.TURN) Turn turn) {
        return new Pieces(speech, turn, RoomCommand.Play.FILLER);
    }

    /** Speech in which nothing is said. */
    public SpeechStream silence() {
        return Speech.silence();
    }

    /**
     * The turn has no more to say. Null when it was given up: the room must not take it for the newest turn then.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public RoomCommand endOfTurn(@Header(VoiceHeaders.TURN) Turn turn) throws InterruptedException {
        return turn.awaitFloor() ? new RoomCommand.EndOfTurn(turn.callId(), turn.id()) : null;
    }

    private final class Pieces implements Iterator<RoomCommand> {
        private final SpeechStream speech;
        private final Turn turn;
        private final int clause;
        private Pcm next;

        Pieces(SpeechStream speech, Turn turn, int clause) {
            this.speech = speech;
            this.turn = turn;
            this.clause = clause;
            next = advance();
        }

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
            if (clause != RoomCommand.Play.FILLER) {
                turn.spoken().add(clause, piece.durationMs());
            }
            next = advance();
            return new RoomCommand.Play(turn.callId(), turn.id(), clause, piece);
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
    }
}
