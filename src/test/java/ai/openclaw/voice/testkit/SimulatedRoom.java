package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.demo.scenario.CallerSound;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A call's room without sound: what the media layer would tell and do, by the rules of {@link BargeInRules}, in virtual time. */
final class SimulatedRoom {
    private static final int TICK_MS = 20;
    /** The media layer's own thresholds. */
    private static final int MIN_SPEECH_MS = 200;

    private static final int RESUME_MS = 100;
    private static final int END_SILENCE_MS = 200;
    private static final int DIP_MS = 100;
    private static final int UTTERANCE_GAP_MS = 3000;
    private static final int CHUNK_MS = 100;

    private final CallId callId;
    private final VirtualTime time;
    private final Consumer<RoomEvent> events;
    private final SimulatedCaller caller = new SimulatedCaller();
    private final SimulatedPlayout playout;
    private final ScheduledFuture<?> ticking;
    private final List<String> words = new ArrayList<>();
    private BargeInRules rules = BargeInRules.DEFAULT;
    private int voicedMs;
    private int silentMs;
    private int chunkedMs;
    private boolean speaking;
    private boolean inUtterance;
    private boolean muted;
    private boolean pauseTold;
    private boolean held;

    SimulatedRoom(CallId callId, VirtualTime time, Consumer<RoomEvent> events) {
        this.callId = callId;
        this.time = time;
        this.events = events;
        this.playout = new SimulatedPlayout(callId, events);
        ticking = time.timer().scheduleAtFixedRate(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Returns when the sound will be over, ms. */
    long callerSays(CallerSound sound) {
        return caller.say(sound, time.nowMs());
    }

    void callerPresses(char key) {
        events.accept(new RoomEvent.Dtmf(callId, key));
    }

    void hold() {
        held = true;
        events.accept(new RoomEvent.Held(callId));
    }

    void retrieve() {
        held = false;
        events.accept(new RoomEvent.Retrieved(callId));
    }

    List<SimulatedPlayout.Heard> heard() {
        return playout.heard();
    }

    /** Carries out a command; may come from any thread. */
    void command(RoomCommand command) {
        time.serial().execute(() -> take(command));
    }

    private void take(RoomCommand command) {
        if (command instanceof RoomCommand.TakeInterruptions take) {
            rules = take.rules();
        } else if (command instanceof RoomCommand.Play play) {
            playout.play(play);
        } else if (command instanceof RoomCommand.EndOfTurn end) {
            playout.endOfTurn(end.turnId());
        } else if (command instanceof RoomCommand.StopPlayout stop) {
            unmute();
            playout.stop(stop.turnId());
        } else if (command instanceof RoomCommand.ResumePlayout resume) {
            muted = false;
            pauseTold = false;
            playout.resume(resume.turnId(), rules.resume());
        } else if (command instanceof RoomCommand.ListenAnew) {
            inUtterance = false;
            if (speaking) {
                begin();
            }
        }
    }

    private void unmute() {
        muted = false;
        pauseTold = false;
        playout.unsilence();
    }

    private void tick() {
        long now = time.nowMs();
        if (held) {
            return;
        }
        hear(now);
        playout.tick(now, TICK_MS);
    }

    private void hear(long now) {
        words.addAll(caller.words(now - TICK_MS, now));
        if (caller.isVoiced(now - TICK_MS, now)) {
            silentMs = 0;
            voicedMs += TICK_MS;
            voiced(now);
        } else {
            silentMs += TICK_MS;
            silent();
        }
        if (speaking) {
            chunkedMs += TICK_MS;
            if (chunkedMs >= CHUNK_MS) {
                chunk();
            }
        }
    }

    private void voiced(long now) {
        boolean interruptible = playout.isPlaying()
                && rules.mayInterrupt(playout.playingTurn())
                && now - playout.startedAt() >= rules.guardMs();
        if (interruptible && !muted && voicedMs >= rules.pauseAfterMs()) {
            muted = true;
            playout.silence();
        }
        if (!speaking && voicedMs >= (inUtterance ? RESUME_MS : MIN_SPEECH_MS)) {
            speaking = true;
            begin();
        } else if (speaking && muted && !pauseTold) {
            tellPause();
        }
        if (pauseTold && voicedMs >= rules.meantAfterMs()) {
            int turn = playout.playingTurn();
            int playedMs = playout.playedMs(turn);
            events.accept(new RoomEvent.BargeIn(callId, turn, playedMs));
            unmute();
            playout.stop(turn);
        }
    }

    private void begin() {
        if (muted && !pauseTold) {
            tellPause();
        }
        events.accept(inUtterance ? new RoomEvent.SpeechResumed(callId) : new RoomEvent.SpeechStarted(callId));
        inUtterance = true;
    }

    private void tellPause() {
        pauseTold = true;
        int turn = playout.playingTurn();
        events.accept(new RoomEvent.PlayoutPaused(callId, turn, playout.playedMs(turn)));
    }

    private void silent() {
        if (speaking && silentMs >= END_SILENCE_MS) {
            chunk();
            speaking = false;
            voicedMs = 0;
            events.accept(new RoomEvent.SpeechEnded(callId, silentMs));
        } else if (!speaking && silentMs >= DIP_MS) {
            voicedMs = 0;
            if (muted && !pauseTold) {
                unmute();
            }
            if (silentMs >= UTTERANCE_GAP_MS) {
                inUtterance = false;
                words.clear();
            }
        }
    }

    private void chunk() {
        if (chunkedMs > 0) {
            events.accept(new RoomEvent.SpeechChunk(callId, WordSound.chunk(words, chunkedMs)));
        }
        words.clear();
        chunkedMs = 0;
    }

    void close() {
        ticking.cancel(false);
    }
}
