package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.AnsweredBy;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Errand;
import ai.openclaw.voice.call.Errand.Mode;
import ai.openclaw.voice.call.Errand.OnMachine;
import ai.openclaw.voice.call.NotSpeakableException;
import ai.openclaw.voice.call.SerialExecutor;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.speech.ClauseSplitter;
import ai.openclaw.voice.speech.MachineGreeting;
import ai.openclaw.voice.speech.SpokenText;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a call begins: with the greeting, or, if we placed it, by listening who picked up and then saying the message. Until
 * then nothing that is heard is a turn. Used on the session's serial executor only.
 */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    /** How often it is judged anew who it is; no event tells that a silence lasts. */
    private static final int LOOK_AGAIN_MS = 100;
    /** The turn number of what is heard meanwhile; no turn that speaks has it. */
    private static final int BEFORE_THE_FIRST = -1;
    /** Between its beep and its recording a machine needs a moment. */
    private static final int AFTER_BEEP_MS = 500;
    /** A machine that says nothing more for so long records already: not every one beeps, and not every beep is heard. */
    private static final int SILENT_MACHINE_MS = 3000;
    /** The longest greeting of a machine that is listened to. */
    private static final int PATIENCE_MS = 60_000;

    private enum Stage {
        LISTENING,
        WAITING_FOR_BEEP,
        DONE
    }

    private final VoiceSession session;
    private final Errand errand;
    private final Worker worker;
    private final SerialExecutor serial;
    private final Floor floor;
    private final Parting parting;
    private final StateTimer timer;
    private final Turn turn;
    private final Utterance utterance = new Utterance();

    private Stage stage = Stage.DONE;
    private WhoAnswered who;
    private SecondLook secondLook;
    private boolean hearing;
    private long beganMs;
    private long beepedMs;

    /** @param errand what a call of ours is for; null for one that came to us */
    Opening(VoiceSession session, Errand errand, Worker worker, SerialExecutor serial, Floor floor, Parting parting) {
        this.session = session;
        this.floor = floor;
        this.parting = parting;
        this.errand = errand;
        this.worker = worker;
        this.serial = serial;
        timer = new StateTimer(worker.clock(), serial);
        turn = new Turn(session.callId(), BEFORE_THE_FIRST);
    }

    void begin() {
        if (errand == null) {
            session.restartTimer();
            Speakable greeting = session.manners().greeting();
            if (greeting != null) {
                floor.greet(greeting);
            }
            return;
        }
        beganMs = now();
        stage = Stage.LISTENING;
        who = new WhoAnswered(greetings(), beganMs);
        if (errand.machine() == OnMachine.IGNORE) {
            decided(AnsweredBy.UNKNOWN);
            return;
        }
        worker.runner().send(new RoomCommand.ListenForBeep(session.callId()));
        lookAgain();
    }

    private MachineGreeting greetings() {
        return worker.greetings().in(session.profile().language());
    }

    /** Takes what is heard before the message; returns whether the event is nobody else's. */
    boolean takes(RoomEvent event) {
        if (stage == Stage.DONE) {
            if (event instanceof RoomEvent.Beep && secondLook != null) {
                worker.runner().send(new RoomCommand.ListenForBeep(session.callId()));
                secondLook.beeps();
                lookAgainAtWhoItIs();
            }
            return false;
        }
        if (event instanceof RoomEvent.SpeechStarted || event instanceof RoomEvent.SpeechResumed) {
            who.speaks(now());
            hear();
        } else if (event instanceof RoomEvent.SpeechChunk chunk) {
            utterance.append(chunk.audio());
        } else if (event instanceof RoomEvent.SpeechEnded ended) {
            who.pauses(now() - ended.silenceMs());
            utterance.pause();
        } else if (event instanceof RoomEvent.Beep) {
            beepedMs = now();
            who.beeps();
            worker.runner().send(new RoomCommand.ListenForBeep(session.callId()));
        } else if (event instanceof RoomEvent.CallEnded) {
            end();
            return false;
        }
        return event instanceof RoomEvent.SpeechStarted
                || event instanceof RoomEvent.SpeechResumed
                || event instanceof RoomEvent.SpeechChunk
                || event instanceof RoomEvent.SpeechEnded
                || event instanceof RoomEvent.UtteranceFull;
    }

    /** Takes what the callee says in the conversation, as far as it is understood. */
    void overhears(String words) {
        if (secondLook != null) {
            secondLook.says(words);
            lookAgainAtWhoItIs();
        }
    }

    private void lookAgainAtWhoItIs() {
        if (secondLook.isMachine(now() - beganMs)) {
            secondLook = null;
            LOG.info("answered by: a machine after all");
            worker.runner().send(new RoomCommand.TellWhoAnswered(session.callId(), AnsweredBy.MACHINE));
            hangUp();
        }
    }

    private void hear() {
        if (hearing) {
            utterance.resumed();
            return;
        }
        hearing = true;
        utterance.onSupposed(supposition -> serial.execute(() -> {
            boolean whole = supposition.whole() && supposition.pause() == utterance.pauses();
            who.says(supposition.words(), whole);
        }));
        worker.runner().hear(session, turn, utterance);
    }

    private void lookAgain() {
        timer.restart(LOOK_AGAIN_MS, () -> {
            if (stage == Stage.LISTENING) {
                who.judge(now()).ifPresent(this::decided);
            } else if (stage == Stage.WAITING_FOR_BEEP) {
                weighBeep();
            }
            if (stage != Stage.DONE) {
                lookAgain();
            }
        });
    }

    private void decided(AnsweredBy answeredBy) {
        LOG.info("answered by: {}", answeredBy.word());
        worker.runner().send(new RoomCommand.TellWhoAnswered(session.callId(), answeredBy));
        if (answeredBy != AnsweredBy.MACHINE) {
            boolean converses = errand.mode() == Mode.CONVERSATION && errand.machine() != OnMachine.IGNORE;
            secondLook = converses ? new SecondLook(greetings()) : null;
            speak(errand.mode() == Mode.ANNOUNCE);
        } else if (errand.machine() == OnMachine.LEAVE_MESSAGE) {
            stage = Stage.WAITING_FOR_BEEP;
        } else {
            hangUp();
        }
    }

    private void weighBeep() {
        long now = now();
        boolean beeped = beepedMs > 0 && now - beepedMs >= AFTER_BEEP_MS && !who.isSpeaking();
        if (beeped || who.silentMs(now) >= SILENT_MACHINE_MS) {
            speak(true);
        } else if (now - beganMs > PATIENCE_MS) {
            hangUp();
        }
    }

    private void hangUp() {
        end();
        worker.runner().send(new RoomCommand.Hangup(session.callId(), EndReason.ANSWERING_MACHINE));
    }

    /** @param andHangUp whether nothing follows the message, so that nobody can interrupt it either */
    private void speak(boolean andHangUp) {
        end();
        if (andHangUp) {
            worker.runner()
                    .send(new RoomCommand.TakeInterruptions(
                            session.callId(), session.manners().bargeIn().never()));
            parting.isLast(floor.speaking().id(), EndReason.ASSISTANT_HANGUP);
        }
        worker.runner().send(new RoomCommand.ListenAnew(session.callId()));
        floor.tell(clauses());
        session.restartTimer();
    }

    /** Clause by clause, so that a long message begins as soon as a short one. */
    private List<Speakable> clauses() {
        ClauseSplitter splitter = new ClauseSplitter();
        List<String> clauses = new ArrayList<>(splitter.feed(errand.message().text()));
        clauses.addAll(splitter.flush());
        List<Speakable> speakables = new ArrayList<>();
        for (String clause : clauses) {
            try {
                speakables.add(errand.message().reworded(SpokenText.of(clause)));
            } catch (NotSpeakableException e) {
                LOG.debug("a clause of the message has nothing to say");
            }
        }
        return speakables;
    }

    private void end() {
        stage = Stage.DONE;
        timer.stop();
        utterance.abandon();
        turn.cancel();
    }

    private long now() {
        return worker.clock().millis();
    }
}
