package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.BeepDetector;
import ai.openclaw.voice.audio.EchoGuard;
import ai.openclaw.voice.audio.SpeechDetector;
import ai.openclaw.voice.audio.VoiceDetector;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.link.RoomEvent;

/** The caller's speech and ours, how the one interrupts the other, and what the worker is told of it. For one thread. */
final class Conversation {
    private final CallId callId;
    private final EventQueue events;
    private final MediaCounters counters;
    private final EchoGuard echo = new EchoGuard();
    private final SpeechDetector speech;
    private final Playout playout;
    private final Interruptions interruptions;
    private BeepDetector beep;
    private boolean held;
    /** The hold is older than the worker's knowledge of the call, so it is told once the worker is there. */
    private boolean untold;

    Conversation(
            CallId callId, RoomSettings settings, VoiceDetector detector, EventQueue events, MediaCounters counters) {
        this.callId = callId;
        this.events = events;
        this.counters = counters;
        speech = new SpeechDetector(detector, settings.speech(), new SpeechEvents(), echo);
        playout = new Playout(new PlayoutEvents(), settings.waitingMusic());
        interruptions = new Interruptions(playout, speech, new InterruptionEvents());
    }

    SpeechDetector speech() {
        return speech;
    }

    Playout playout() {
        return playout;
    }

    Interruptions interruptions() {
        return interruptions;
    }

    /** The caller hears us no more, or again: meanwhile nothing is said and nothing heard. */
    void held(boolean hold) {
        if (hold == held) {
            return;
        }
        held = hold;
        if (held) {
            speech.cutOff();
            events.add(new RoomEvent.Held(callId));
        } else {
            if (!untold) {
                events.add(new RoomEvent.Retrieved(callId));
            }
            untold = false;
        }
        settle();
    }

    /** The caller's very first offer was one that does not want to hear us. */
    void openedOnHold() {
        held = true;
        untold = true;
        settle();
    }

    /** The worker's first command came, so from now on it can be told things. */
    void workerIsThere() {
        if (untold) {
            untold = false;
            events.add(new RoomEvent.Held(callId));
        }
    }

    boolean isHeld() {
        return held;
    }

    void listenForBeep() {
        beep = new BeepDetector();
    }

    /**
     * Takes what comes from the caller's side next.
     *
     * @param narrow at 8000 Hz
     * @param wide the same as it was decoded
     */
    void hear(short[] narrow, short[] wide) {
        if (!held) {
            if (beep != null && beep.accept(narrow, 0, narrow.length)) {
                beep = null;
                events.add(new RoomEvent.Beep(callId));
            }
            echo.heard(narrow, narrow.length);
            speech.accept(narrow, wide);
            settle();
        }
    }

    /** Tells what the packet that has just left brought about. {@code frame} is what it said, at 8000 Hz. */
    void said(short[] frame) {
        echo.said(frame);
        playout.tell();
        settle();
    }

    /** After everything that changes how things stand. */
    void settle() {
        interruptions.weigh();
        playout.hold(held || interruptions.isHolding());
        playout.tell();
    }

    private final class PlayoutEvents implements Playout.Listener {
        @Override
        public void playoutStarted(int turnId) {
            events.add(new RoomEvent.PlayoutStarted(callId, turnId));
        }

        @Override
        public void playoutRanDry(int turnId) {
            events.add(new RoomEvent.PlayoutRanDry(callId, turnId, playout.playedMs(turnId)));
        }

        @Override
        public void playoutFinished(int turnId, int playedMs) {
            events.add(new RoomEvent.PlayoutFinished(callId, turnId, playedMs));
        }
    }

    private final class InterruptionEvents implements Interruptions.Listener {
        @Override
        public void playoutPaused(int turnId, int playedMs) {
            events.add(new RoomEvent.PlayoutPaused(callId, turnId, playedMs));
        }

        @Override
        public void bargedIn(int turnId, int playedMs) {
            counters.bargeIns.increment();
            events.add(new RoomEvent.BargeIn(callId, turnId, playedMs));
        }
    }

    private final class SpeechEvents implements SpeechDetector.Listener {
        @Override
        public void speechStarted() {
            interruptions.speechBegins();
            events.add(new RoomEvent.SpeechStarted(callId));
        }

        @Override
        public void speech(short[] samples, int sampleRateHz) {
            events.add(new RoomEvent.SpeechChunk(callId, new Pcm(samples, sampleRateHz)));
        }

        @Override
        public void speechEnded(int silenceMs) {
            events.add(new RoomEvent.SpeechEnded(callId, silenceMs));
        }

        @Override
        public void speechResumed() {
            interruptions.speechBegins();
            events.add(new RoomEvent.SpeechResumed(callId));
        }

        @Override
        public void utteranceFull() {
            events.add(new RoomEvent.UtteranceFull(callId));
        }
    }
}
