package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.call.Profile;
import ai.openclaw.voice.call.SerialExecutor;
import ai.openclaw.voice.call.TransferFailure;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnStateMachine;
import ai.openclaw.voice.call.TurnStateMachine.Action;
import ai.openclaw.voice.call.TurnStateMachine.Event;
import ai.openclaw.voice.call.TurnStateMachine.State;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call's conversation. Everything runs on the call's own serial executor: what happens becomes an event of the {@link
 * TurnStateMachine}, and the actions that it names are done by the {@link Floor}, which owns the call's turns.
 */
public final class VoiceSession {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceSession.class);
    /** The key that says "I have finished", as on every voice menu. */
    private static final char FINISHED_KEY = '#';
    /** Positions are told in whole ms, and pieces of sound end between two packets. */
    private static final int HALF_A_PACKET_MS = 10;

    private static final Set<State> MAY_BE_STALLED = EnumSet.of(State.STALLED, State.INTERRUPTED, State.WEIGHING);

    private final RoomEvent.CallStarted started;
    private final Profile profile;
    private final Manners manners;
    private final WorkerClock clock;
    private final SerialExecutor serial;
    private final WorkerObserver observer;
    private final CallTally tally;
    private final TurnStateMachine machine = new TurnStateMachine();
    private final Patience patience;
    private final StateTimer callTimer;
    private final Floor floor;
    private final Parting parting;
    private final Opening opening;
    private final Afterwards afterwards = new Afterwards();
    private final Runnable onEnd;
    /** What the caller says while we speak and may not be interrupted; it is taken when they are listened to again. */
    private final TalkedOver talkedOver = new TalkedOver();

    private boolean overtalk;
    /** The turn that speaks had nothing to say for the moment when it was interrupted. */
    private boolean stalled;

    private Pause pause;

    VoiceSession(RoomEvent.CallStarted started, Profile profile, Worker worker, Runnable onEnd) {
        this.started = started;
        this.profile = profile;
        this.manners = profile.manners();
        this.clock = worker.clock();
        this.observer = worker.observer();
        this.onEnd = onEnd;
        serial = new SerialExecutor(worker.pool(), started.callId());
        tally = new CallTally(started);
        patience = new Patience(manners, clock, new StateTimer(clock, serial), this::timedOut);
        callTimer = new StateTimer(clock, serial);
        parting = new Parting(manners.limits(), manners.waiting());
        floor = new Floor(this, worker, started.errand());
        opening = new Opening(this, started.errand(), worker, serial, floor, parting);
    }

    public CallId callId() {
        return started.callId();
    }

    public String extension() {
        return started.extension();
    }

    /** As it was when the call began. */
    Profile profile() {
        return profile;
    }

    Manners manners() {
        return manners;
    }

    /** Notes a failure for the call's record. @param code short, without any error's text */
    public void error(String code) {
        tally.error(code);
        observer.failed(code);
    }

    /** The brain had no answer for the turn. */
    void brainFailed(Turn turn, String code) {
        if (turn.isCurrent()) {
            error(code);
            serial.execute(() -> parting.brainFailed(turn.id()));
        }
    }

    /** With this turn the conversation is over, unless the caller says something else. */
    void isLast(Turn turn) {
        serial.execute(() -> parting.isLast(turn.id(), EndReason.ASSISTANT_HANGUP));
    }

    /** What the brain is to know with the caller's next words. */
    void note(String note) {
        serial.execute(() -> floor.note(note));
    }

    /** Once all of the turn was heard, the command is given; not, when the caller goes on before that. */
    void afterwards(Turn turn, RoomCommand command, Sequel sequel) {
        serial.execute(() -> {
            afterwards.add(turn, command, sequel);
            afterwards.dropUnless(floor::isSpeaking);
        });
    }

    /** Sound for the turn is on its way to the room. */
    void fed(Turn turn) {
        serial.execute(() -> {
            if (floor.isSpeaking(turn.id())) {
                stalled = false;
                on(Event.PLAYOUT_FED);
            }
        });
    }

    void start() {
        serial.execute(() -> {
            LOG.info("conversation begins on extension {}", started.extension());
            callTimer.restart(manners.limits().maxCallMs(), this::endForLength);
            floor.send(new RoomCommand.TakeInterruptions(callId(), manners.bargeIn()));
            opening.begin();
        });
    }

    void handle(RoomEvent event) {
        serial.execute(() -> take(event));
    }

    private void take(RoomEvent event) {
        if (!opening.takes(event)) {
            takeOne(event);
            afterwards.dropUnless(floor::isSpeaking);
            followTransfer();
        }
    }

    /** Nobody speaks: is there something to be told of a transfer, or to be waited for? */
    private void followTransfer() {
        if (machine.state() == State.LISTENING) {
            if (afterwards.isUntold(floor.speaking())) {
                on(Event.TRANSFER_FAILED);
            } else if (afterwards.awaitsTransfer()) {
                on(Event.TRANSFER_AWAITED);
            }
        }
    }

    private void transferFailed(TransferFailure why) {
        if (!afterwards.transferFailed(why)) {
            return;
        }
        LOG.info("the caller was not handed over: {}", why.word());
        if (machine.state() == State.LISTENING || machine.state() == State.TRANSFERRING) {
            on(Event.TRANSFER_FAILED);
        } else {
            afterwards.tellAfter(floor.speaking());
        }
    }

    private void takeOne(RoomEvent event) {
        if (isTalkedOver(event)) {
            talkedOver.add(event);
        } else if (event instanceof RoomEvent.SpeechStarted) {
            on(Event.CALLER_BEGAN);
        } else if (event instanceof RoomEvent.SpeechChunk chunk) {
            if (floor.hear(chunk.audio()) > manners.limits().maxUtteranceMs()) {
                on(Event.UTTERANCE_TOO_LONG);
            }
        } else if (event instanceof RoomEvent.SpeechEnded ended) {
            pause = floor.pauseFor(ended.silenceMs(), clock.millis());
            on(Event.CALLER_PAUSED);
        } else if (event instanceof RoomEvent.SpeechResumed) {
            on(Event.CALLER_RESUMED);
        } else if (event instanceof RoomEvent.Dtmf key) {
            LOG.debug("the caller pressed a key");
            if (key.digit() == FINISHED_KEY) {
                on(Event.CALLER_FINISHED);
            }
        } else if (event instanceof RoomEvent.Held || event instanceof RoomEvent.Retrieved) {
            patience.held(event instanceof RoomEvent.Held);
            restartTimer();
        } else if (event instanceof RoomEvent.TransferFailed failed) {
            transferFailed(failed.why());
        } else if (event instanceof RoomEvent.CallEnded ended) {
            end(ended);
        } else {
            takeOfPlayout(event);
        }
    }

    private void takeOfPlayout(RoomEvent event) {
        if (event instanceof RoomEvent.PlayoutStarted played && floor.isSpeaking(played.turnId())) {
            stalled = false;
            on(Event.PLAYOUT_STARTED);
            spoke(floor.speaking());
        } else if (event instanceof RoomEvent.PlayoutPaused paused && floor.isSpeaking(paused.turnId())) {
            floor.silencedAt(paused.playedMs());
            on(Event.PLAYOUT_PAUSED);
            takeTalkedOver(false);
        } else if (event instanceof RoomEvent.BargeIn bargeIn && floor.isSpeaking(bargeIn.turnId())) {
            floor.silencedAt(bargeIn.playedMs());
            interrupted();
        } else if (event instanceof RoomEvent.PlayoutRanDry dry && floor.isSpeaking(dry.turnId())) {
            if (!floor.speaking().spoken().goesOnAfter(dry.playedMs() + HALF_A_PACKET_MS)) {
                on(Event.PLAYOUT_RAN_DRY);
            }
        } else if (event instanceof RoomEvent.PlayoutFinished played && floor.isSpeaking(played.turnId())) {
            finished(played.turnId());
        }
    }

    /** The caller speaks while we do, and the room does not fall silent for them: they are not to interrupt. */
    private boolean isTalkedOver(RoomEvent event) {
        return TalkedOver.isSpeech(event) && machine.state() == State.SPEAKING;
    }

    private void takeTalkedOver(boolean spokenOver) {
        overtalk = spokenOver && !talkedOver.isEmpty();
        for (RoomEvent event = talkedOver.poll(); event != null; event = talkedOver.poll()) {
            take(event);
        }
    }

    private void finished(int turnId) {
        boolean besides = machine.state() == State.INTERRUPTED || machine.state() == State.WEIGHING;
        on(besides ? Event.MEANT : Event.PLAYOUT_FINISHED);
        if (machine.state() != State.LISTENING) {
            return;
        }
        afterwards.playedAll(turnId, floor::send);
        if (parting.isLast(turnId)) {
            on(Event.PARTED);
        } else if (!talkedOver.isEmpty()) {
            takeTalkedOver(true);
        } else if (!afterwards.awaitsTransfer()) {
            parting.due().ifPresent(this::part);
        }
    }

    private void spoke(Turn turn) {
        if (floor.answers(turn)) {
            turn.timings().mark(Stage.FIRST_PACKET);
            parting.answered(turn.id());
            tally.answered(turn);
            observer.answered(turn);
        }
    }

    private void part(Parting.Reason reason) {
        LOG.info("we end the call: {}", reason.endReason().word());
        floor.nextWords(reason.phrase());
        on(Event.PARTING_DUE);
        parting.isLast(floor.speaking().id(), reason.endReason());
    }

    /** A recogniser has an idea of what the caller said; {@code of} is the turn that it listens for. */
    void supposed(Turn of, Utterance.Supposition supposition) {
        serial.execute(() -> {
            if (!floor.isHearing(of) || pause == null && supposition.whole()) {
                return;
            }
            opening.overhears(supposition.words());
            State state = machine.state();
            boolean weighed = state == State.INTERRUPTED || state == State.WEIGHING;
            boolean lastPause = supposition.whole() && supposition.pause() == pause.number();
            if (lastPause) {
                pause.heard(supposition.words());
            }
            if (weighed) {
                boolean last = parting.isLast(floor.speaking().id());
                weigh(Interruption.of(supposition.words(), last), lastPause);
            } else if (lastPause && overtalk && Interruption.of(supposition.words(), false) == Interruption.NOT_MEANT) {
                on(Event.NOT_MEANT);
                followTransfer();
            } else if (lastPause) {
                judgePause();
            }
        });
    }

    private void weigh(Interruption interruption, boolean lastPause) {
        if (interruption == Interruption.MEANT) {
            interrupted();
            if (lastPause) {
                judgePause();
            }
        } else if (lastPause) {
            on(Event.NOT_MEANT);
        }
    }

    private void interrupted() {
        LOG.info("the caller interrupted {}", floor.speaking());
        tally.bargedIn();
        observer.bargedIn();
        on(Event.MEANT);
    }

    /** The sound of the speech before a pause has been judged. */
    void sounded(Pause judged, double probability) {
        serial.execute(() -> {
            if (judged == pause) {
                pause.sounded(probability);
                judgePause();
            }
        });
    }

    private void judgePause() {
        on(
                pause.isPresumedFinished() && machine.state() == State.PAUSING
                        ? Event.CALLER_PRESUMED_FINISHED
                        : Event.PAUSE_JUDGED);
    }

    private void on(Event event) {
        State before = machine.state();
        machine.on(event).ifPresent(transition -> {
            stalled = machine.state() == State.STALLED || stalled && MAY_BE_STALLED.contains(before);
            transition.actions().forEach(this::perform);
            restartTimer();
            if (before == State.WEIGHING && event == Event.NOT_MEANT) {
                observer.notMeant();
                backToTheWait();
            }
        });
        LOG.debug("{}: {} -> {}", event, before, machine.state());
    }

    /** What the caller said over was no speech but a wait for it. */
    private void backToTheWait() {
        if (stalled) {
            on(Event.PLAYOUT_RAN_DRY);
        }
    }

    private void perform(Action action) {
        switch (action) {
            case ASK_WHO_IS_THERE -> askOrPart();
            case HANG_UP -> floor.send(new RoomCommand.Hangup(callId(), parting.endReason()));
            default -> floor.perform(action);
        }
    }

    private void askOrPart() {
        parting.idleTooLong().ifPresentOrElse(this::part, () -> {
            parting.prompted();
            floor.say("idle");
        });
    }

    /** How long things may stay as they are is counted from now. */
    void restartTimer() {
        patience.restart(machine.state(), pause);
    }

    private void timedOut(Event event) {
        switch (event) {
            case MEANT -> interrupted();
            case TRANSFER_FAILED -> transferFailed(TransferFailure.NO_ANSWER);
            default -> on(event);
        }
    }

    private void endForLength() {
        LOG.info("the longest permitted call was reached");
        floor.send(new RoomCommand.Hangup(callId(), EndReason.MAX_DURATION));
    }

    private void end(RoomEvent.CallEnded ended) {
        on(Event.CALL_ENDED);
        callTimer.stop();
        CallRecord record = tally.record(ended.reason(), ended.durationMs(), ended.media());
        LOG.info(
                "conversation over: {} after {} ms, {} turns", record.endReason(), record.durationMs(), record.turns());
        observer.ended(record);
        onEnd.run();
    }
}
