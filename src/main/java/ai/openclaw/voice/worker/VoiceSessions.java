package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.link.RoomEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All conversations that this worker holds; brings each event to the session of its call. */
public final class VoiceSessions {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceSessions.class);

    private final Map<CallId, VoiceSession> sessions = new ConcurrentHashMap<>();
    private final WorkerSettings settings;
    private final TurnRunner runner;
    private final ScheduledExecutorService timer;
    private final Executor pool;
    private final WorkerObserver observer;

    VoiceSessions(
            WorkerSettings settings,
            TurnRunner runner,
            ScheduledExecutorService timer,
            Executor pool,
            List<WorkerObserver> observers) {
        this.settings = settings;
        this.runner = runner;
        this.timer = timer;
        this.pool = pool;
        this.observer = new Observers(observers);
    }

    /** Takes an event from the link. One for a call that nobody holds (any more) is dropped. */
    public void handle(RoomEvent event) {
        if (event instanceof RoomEvent.CallStarted started) {
            VoiceSession session = new VoiceSession(started, settings, runner, timer, pool, observer);
            if (sessions.putIfAbsent(started.callId(), session) == null) {
                session.start();
            }
            return;
        }
        VoiceSession session =
                event instanceof RoomEvent.CallEnded ? sessions.remove(event.callId()) : sessions.get(event.callId());
        if (session == null) {
            LOG.debug("no session for {} of call {}", event.getClass().getSimpleName(), event.callId());
        } else {
            session.handle(event);
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

    /** Notes that a step failed, with what kind of failure it was. */
    public void noteFailure(String callId, String step, Throwable failure) {
        note(callId, FailureCode.of(step, failure));
    }

    public int active() {
        return sessions.size();
    }

    /** Tells them all. */
    private record Observers(List<WorkerObserver> all) implements WorkerObserver {
        @Override
        public void answered(Turn turn) {
            all.forEach(o -> o.answered(turn));
        }

        @Override
        public void bargedIn() {
            all.forEach(WorkerObserver::bargedIn);
        }

        @Override
        public void failed(String code) {
            all.forEach(o -> o.failed(code));
        }

        @Override
        public void ended(CallRecord record) {
            all.forEach(o -> o.ended(record));
        }
    }
}
