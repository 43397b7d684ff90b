package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.SerialExecutor;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnStateMachine;
import ai.openclaw.voice.call.TurnStateMachine.Action;
import ai.openclaw.voice.call.TurnStateMachine.Event;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call's conversation, and the only owner of its turns. Everything runs on the call's own serial executor; what comes
 * late for a turn that is no longer current is dropped here.
 */
public final class VoiceSession {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceSession.class);

    private final RoomEvent.CallStarted started;
    private final WorkerSettings settings;
    private final TurnRunner runner;
    private final ScheduledExecutorService timer;
    private final Executor serial;
    private final WorkerObserver observer;
    private final TurnStateMachine machine = new TurnStateMachine();
    private final CallTally tally;

    private Turn turn;
    private Utterance utterance = new Utterance();
    private int lastTurnId;
    private int pausedForMs;
    private ScheduledFuture<?> endpointTimer;
    private int endpointWait;
    private ScheduledFuture<?> callTimer;

    VoiceSession(
            RoomEvent.CallStarted started,
            WorkerSettings settings,
            TurnRunner runner,
            ScheduledExecutorService timer,
            Executor pool,
            WorkerObserver observer) {
        this.started = started;
        this.settings = settings;
        this.runner = runner;
        this.timer = timer;
        this.serial = new SerialExecutor(pool, started.callId());
        this.observer = observer;
        this.tally = new CallTally(started);
        this.turn = new Turn(started.callId(), 0);
    }

    public CallId callId() {
        return started.callId();
    }

    public String extension() {
        return started.extension();
    }

    /** Notes a failure for the call's record. @param code short, without any error's text */
    public void error(String code) {
        tally.error(code);
        observer.failed(code);
    }

    void start() {
        serial.execute(() -> {
            LOG.info("conversation begins on extension {}", started.extension());
            callTimer = later(settings.maxCall(), this::endForLength);
            if (settings.greeting() != null) {
                runner.say(this, turn, settings.greeting());
            }
        });
    }

    void handle(RoomEvent event) {
        serial.execute(() -> take(event));
    }

    private void take(RoomEvent event) {
        if (event instanceof RoomEvent.SpeechStarted) {
            on(Event.CALLER_BEGAN);
        } else if (event instanceof RoomEvent.SpeechChunk chunk) {
            hear(chunk);
        } else if (event instanceof RoomEvent.SpeechEnded ended) {
            turn.timings().clear(Stage.SPEECH_ENDED);
            turn.timings().mark(Stage.SPEECH_ENDED, System.nanoTime() - ended.silenceMs() * 1_000_000L);
            pauseFor(ended.silenceMs());
        } else if (event instanceof RoomEvent.SpeechResumed) {
            on(Event.CALLER_RESUMED);
        } else if (event instanceof RoomEvent.BargeIn bargeIn && isCurrent(bargeIn.turnId())) {
            LOG.info("the caller interrupted {} after {} ms", turn, bargeIn.playedMs());
            tally.bargedIn();
            observer.bargedIn();
            on(Event.BARGED_IN);
        } else if (event instanceof RoomEvent.PlayoutStarted played && isCurrent(played.turnId())) {
            on(Event.PLAYOUT_STARTED);
            spoke();
        } else if (event instanceof RoomEvent.PlayoutFinished played && isCurrent(played.turnId())) {
            on(Event.PLAYOUT_FINISHED);
        } else if (event instanceof RoomEvent.Dtmf dtmf) {
            LOG.debug("the caller pressed {}", dtmf.digit());
        } else if (event instanceof RoomEvent.CallEnded ended) {
            end(ended.reason(), ended.durationMs());
        }
    }

    private boolean isCurrent(int turnId) {
        return turn.id() == turnId && turn.isCurrent();
    }

    private void pauseFor(int silenceMs) {
        pausedForMs = silenceMs;
        on(Event.CALLER_PAUSED);
    }

    private void hear(RoomEvent.SpeechChunk chunk) {
        utterance.append(chunk.audio());
        if (utterance.audioMs() > settings.maxUtterance().toMillis()) {
            on(Event.UTTERANCE_TOO_LONG);
        }
    }

    private void spoke() {
        if (turn.id() > 0) {
            turn.timings().mark(Stage.FIRST_PACKET);
            tally.answered(turn);
            observer.answered(turn);
        }
    }

    private void on(Event event) {
        TurnStateMachine.State before = machine.state();
        for (Action action : machine.on(event)) {
            perform(action);
        }
        LOG.debug("{}: {} -> {}", event, before, machine.state());
    }

    private void perform(Action action) {
        switch (action) {
            case BEGIN_TURN -> beginTurn(new Utterance());
            case BEGIN_TURN_AGAIN -> beginTurn(utterance.reopened());
            case PAUSE_UTTERANCE -> utterance.pause();
            case RESUME_UTTERANCE -> utterance.resumed();
            case COMMIT_UTTERANCE -> {
                turn.timings().mark(Stage.SPEECH_ENDED);
                turn.timings().mark(Stage.COMMITTED);
                utterance.commit();
            }
            case START_ENDPOINT_TIMER -> startEndpointTimer();
            case STOP_ENDPOINT_TIMER -> stopEndpointTimer();
            case LISTEN_ANEW -> runner.send(new RoomCommand.ListenAnew(callId()));
            case CANCEL_TURN -> {
                utterance.abandon();
                turn.cancel();
            }
            case STOP_PLAYOUT -> runner.send(new RoomCommand.StopPlayout(callId(), turn.id()));
        }
    }

    private void beginTurn(Utterance opened) {
        lastTurnId++;
        turn = new Turn(callId(), lastTurnId);
        utterance = opened;
        runner.answer(this, turn, utterance);
    }

    private void startEndpointTimer() {
        int wait = ++endpointWait;
        Duration rest = settings.endpointSilence().minusMillis(pausedForMs);
        endpointTimer = later(rest, () -> {
            // The timer may have fired while the event that stops it was being taken.
            if (wait == endpointWait) {
                on(Event.CALLER_FINISHED);
            }
        });
    }

    private void stopEndpointTimer() {
        endpointWait++;
        stop(endpointTimer);
    }

    private void endForLength() {
        LOG.info("the longest permitted call was reached");
        runner.send(new RoomCommand.Hangup(callId(), EndReason.MAX_DURATION));
    }

    private void end(EndReason reason, long durationMs) {
        on(Event.CALL_ENDED);
        stop(callTimer);
        CallRecord record = tally.record(reason, durationMs);
        LOG.info("conversation over: {} after {} ms, {} turns", reason.word(), durationMs, record.turns());
        observer.ended(record);
    }

    private ScheduledFuture<?> later(Duration delay, Runnable task) {
        return timer.schedule(() -> serial.execute(task), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    private static void stop(ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
