package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.Errand;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnStateMachine.Action;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.link.RoomCommand;
import java.util.List;

/**
 * Who speaks: the call's turns, of which one has the floor, while another may be beside it when the caller interrupts.
 * Does what the table says. Used on the session's serial executor only.
 */
final class Floor {
    /** Of the times that a wait is too long, on each of these it is said; on the others the tone alone is heard. */
    private static final int PHRASE_EVERY = 4;

    private final VoiceSession session;
    private final String briefing;
    private final TurnRunner runner;
    private final TurnEndJudge judge;
    private final Phrases phrases;
    private final WorkerClock clock;

    /** The newest turn: what the caller says belongs to it. */
    private Turn turn;
    /** The turn that speaks, or did before it was interrupted; the same as {@link #turn} unless that is weighed. */
    private Turn speaking;

    private Utterance utterance = new Utterance();
    private Pause pause;
    private int lastTurnId;
    private int lastPhrase;
    private int silencedAtMs;
    private String words;
    private String untold = "";
    private String notes = "";
    /** What became known after the brain was asked the caller's current words; it is for the next. */
    private String lateNotes = "";

    private boolean withdrawn;
    private Turn waited;
    private int waits;

    /** @param errand what a call of ours is for; null for one that came to us */
    Floor(VoiceSession session, Worker worker, Errand errand) {
        briefing = errand == null ? "" : errand.briefing();
        this.session = session;
        this.runner = worker.runner();
        this.judge = worker.judge();
        this.phrases = worker.phrases();
        this.clock = worker.clock();
        turn = new Turn(session.callId(), 0);
        speaking = turn;
    }

    void send(RoomCommand command) {
        runner.send(command);
    }

    void greet(Speakable greeting) {
        runner.say(session, turn, greeting);
    }

    /** In place of a greeting. @param message what we were asked to say */
    void tell(List<Speakable> message) {
        runner.tell(session, turn, message);
    }

    /** Which turn speaks, or will. */
    Turn speaking() {
        return speaking;
    }

    boolean isSpeaking(int turnId) {
        return speaking.id() == turnId && speaking.isCurrent();
    }

    /** Whether it is for this turn that the caller is being heard. */
    boolean isHearing(Turn asked) {
        return turn == asked && turn.isCurrent();
    }

    /** Whether the turn answers the caller, and is no phrase of ours. */
    boolean answers(Turn asked) {
        return asked.id() > lastPhrase;
    }

    /** Returns how long the utterance is now, ms. */
    int hear(Pcm audio) {
        utterance.append(audio);
        return utterance.audioMs();
    }

    /** The caller fell silent that long ago. */
    Pause pauseFor(int silenceMs, long nowMs) {
        turn.timings().clear(Stage.SPEECH_ENDED);
        turn.timings().mark(Stage.SPEECH_ENDED, System.nanoTime() - silenceMs * 1_000_000L);
        pause = new Pause(
                utterance.pauses() + 1, nowMs - silenceMs, session.manners().endpoint());
        return pause;
    }

    void silencedAt(int playedMs) {
        silencedAtMs = playedMs;
    }

    /** What {@link Action#SAY_GOODBYE} will say. @param phrase the name of a configured phrase */
    void nextWords(String phrase) {
        words = phrase;
    }

    /** The brain is to know this with the next question, or with the one that the caller is just asking. */
    void note(String note) {
        if (turn.timings().reached(Stage.ASKED)) {
            lateNotes = (lateNotes + " " + note).strip();
        } else {
            notes = (notes + " " + note).strip();
            turn.know(context());
        }
    }

    void perform(Action action) {
        switch (action) {
            case BEGIN_TURN -> {
                turn.cancel();
                beginTurn(new Utterance());
                speaking = turn;
            }
            case BEGIN_TURN_AGAIN -> {
                turn.cancel();
                beginTurn(utterance.reopened());
                speaking = turn;
            }
            case BEGIN_TURN_BESIDE -> beginTurn(new Utterance());
            case PAUSE_UTTERANCE -> pauseUtterance();
            case RESUME_UTTERANCE -> utterance.resumed();
            case PRESUME_UTTERANCE -> {
                turn.timings().mark(Stage.PRESUMED);
                utterance.presume();
            }
            case COMMIT_UTTERANCE -> commit();
            case LISTEN_ANEW -> send(new RoomCommand.ListenAnew(session.callId()));
            case CANCEL_TURN -> cancelTurn();
            case STOP_PLAYOUT -> send(new RoomCommand.StopPlayout(session.callId(), speaking.id()));
            case DROP_KEPT_TURN -> {
                tellWhatWasHeard(speaking);
                speaking.cancel();
                speaking = turn;
            }
            case RETURN_TO_KEPT_TURN -> returnToKept();
            case SAY_IT_TAKES_LONGER -> sayItTakesLonger();
            case SAY_GOODBYE -> say(words);
            case SAY_TRANSFER_FAILED -> say(session.manners().transferFailed());
            case LET_CALLER_WAIT -> letCallerWait();
            case ASK_WHO_IS_THERE, HANG_UP -> throw new IllegalArgumentException(action + " is the session's to do");
        }
    }

    /** A phrase of our own, as a turn of its own. @param phrase its name; nothing is said when it is not configured */
    void say(String phrase) {
        say(phrases.getOrNull(phrase));
    }

    private void say(Speakable said) {
        beginPhrase();
        if (said == null) {
            send(new RoomCommand.EndOfTurn(session.callId(), turn.id()));
        } else {
            runner.say(session, turn, said);
        }
    }

    private void letCallerWait() {
        beginPhrase();
        if (session.manners().waiting().tone()) {
            send(new RoomCommand.PlayWaitingTone(session.callId(), turn.id()));
        }
    }

    private void beginPhrase() {
        turn.cancel();
        turn = new Turn(session.callId(), ++lastTurnId);
        speaking = turn;
        lastPhrase = turn.id();
    }

    private void beginTurn(Utterance opened) {
        notes = (notes + " " + lateNotes).strip();
        lateNotes = "";
        turn = Turn.withoutFloor(session.callId(), ++lastTurnId);
        utterance = opened;
        turn.know(context());
        Turn heard = turn;
        utterance.onSupposed(supposition -> session.supposed(heard, supposition));
        runner.answer(session, turn, utterance);
    }

    private void pauseUtterance() {
        utterance.pause();
        Pause judged = pause;
        judge.judge(utterance.last(TurnEndJudge.SOUND_MS), probability -> session.sounded(judged, probability));
    }

    private void commit() {
        turn.timings().mark(Stage.SPEECH_ENDED);
        turn.timings().mark(Stage.PRESUMED);
        turn.timings().mark(Stage.COMMITTED);
        untold = "";
        notes = "";
        withdrawn = false;
        utterance.commit();
        turn.giveFloor();
    }

    private void cancelTurn() {
        withdrawn |= turn.timings().reached(Stage.ASKED);
        utterance.abandon();
        turn.cancel();
        speaking.cancel();
    }

    /** The turn that was weighed leaves no trace. */
    private void returnToKept() {
        utterance.abandon();
        turn.cancel();
        turn = speaking;
        boolean skips = session.manners().bargeIn().resume() == BargeInRules.Resume.NEXT_CLAUSE;
        speaking.spoken().skippedAt(silencedAtMs, skips);
        send(new RoomCommand.ResumePlayout(session.callId(), speaking.id()));
    }

    private void sayItTakesLonger() {
        Speakable phrase = session.manners().thinking();
        waits = waited == speaking ? waits + 1 : 0;
        waited = speaking;
        if (phrase != null && waits % PHRASE_EVERY == 0) {
            runner.fill(session, speaking, phrase);
        }
        if (session.manners().waiting().tone()) {
            send(new RoomCommand.PlayWaitingTone(session.callId(), speaking.id()));
        }
    }

    private void tellWhatWasHeard(Turn interrupted) {
        boolean message = interrupted.id() == 0 && !briefing.isEmpty();
        if ((message || answers(interrupted)) && interrupted.spoken().goesOnAfter(silencedAtMs)) {
            String heard = interrupted.spoken().heard(silencedAtMs);
            untold = heard.isEmpty()
                    ? "The caller interrupted your last answer before hearing any of it."
                    : "The caller interrupted your last answer. Of it, they heard only this: \"" + heard + "\"";
            turn.know(context());
        }
    }

    /** What the brain has to know that its own history does not tell; see docs/conversation.md. */
    private String context() {
        String queued = withdrawn
                ? "A message that was queued just before this one is only the beginning of it: answer this one alone."
                : "";
        String now = String.join(" ", untold, notes, queued).strip();
        return (briefing + "\n\n" + now).strip();
    }
}
