package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All conversations that this worker holds; brings each event to the session of its call. */
public final class VoiceSessions {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceSessions.class);

    private final Map<CallId, VoiceSession> sessions = new ConcurrentHashMap<>();
    private final Function<String, Profile> profiles;
    private final Worker worker;

    /** @param profiles what is particular to an extension; a call keeps what it began with */
    VoiceSessions(Function<String, Profile> profiles, Worker worker) {
        this.profiles = profiles;
        this.worker = worker;
    }

    /** Takes an event from the link. One for a call that nobody holds (any more) is dropped. */
    public void handle(RoomEvent event) {
        if (event instanceof RoomEvent.CallStarted started) {
            begin(started);
            return;
        }
        VoiceSession session = sessions.get(event.callId());
        if (session == null) {
            LOG.debug("no session for {} of call {}", event.getClass().getSimpleName(), event.callId());
        } else {
            session.handle(event);
        }
    }

    private void begin(RoomEvent.CallStarted started) {
        CallId callId = started.callId();
        VoiceSession session =
                new VoiceSession(started, profiles.apply(started.extension()), worker, () -> sessions.remove(callId));
        if (sessions.putIfAbsent(callId, session) == null) {
            session.start();
        }
    }

    /**
     * Notes a failure for the record of a call; a call that is over needs none.
     *
     * @param code short and without any error's text, for example {@code stt:fallback}
     */
    public void note(String callId, String code) {
        VoiceSession session = sessions.get(new CallId(callId));
        if (session != null) {
            session.error(code);
        }
    }

    /** The brain had no answer for the turn. What fails after the turn was given up concerns nobody. */
    public void brainFailed(Turn turn, Throwable failure) {
        VoiceSession session = turn == null ? null : sessions.get(turn.callId());
        if (session != null) {
            session.brainFailed(turn, FailureCode.of("brain", failure));
        }
    }

    /** With this turn's answer the conversation is over, unless the caller says something else. */
    public void isLast(@Header(VoiceHeaders.TURN) Turn turn) {
        VoiceSession session = turn == null ? null : sessions.get(turn.callId());
        if (session != null) {
            session.isLast(turn);
        }
    }

    /** What the brain is to know with the caller's next words: what became of something that it asked for. */
    public void tellBrain(Turn turn, String note) {
        VoiceSession session = sessions.get(turn.callId());
        if (session != null) {
            session.note(note);
        }
    }

    /**
     * Gives the command once all of the turn's answer was heard; not, when the caller goes on before that.
     *
     * @param sequel is told what became of it
     */
    public void afterwards(Turn turn, RoomCommand command, Sequel sequel) {
        VoiceSession session = sessions.get(turn.callId());
        if (session == null) {
            sequel.callerWentOn();
        } else {
            session.afterwards(turn, command, sequel);
        }
    }

    /** Gives the command at once. */
    public void send(RoomCommand command) {
        worker.runner().send(command);
    }

    /** Sound for the turn is on its way to the room. */
    void fed(Turn turn) {
        VoiceSession session = sessions.get(turn.callId());
        if (session != null) {
            session.fed(turn);
        }
    }

    public int active() {
        return sessions.size();
    }
}
