package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.SpeechDetector;
import ai.openclaw.voice.call.BargeInRules;

/**
 * What becomes of our speech while the caller speaks, too. First it only falls silent, as a reflex, and goes on if there
 * was nothing to it; when the caller really speaks, it waits for the worker's word, and is dropped when they go on for
 * long. For one thread.
 */
final class Interruptions {
    interface Listener {
        /** The playout waits for {@link #resume} or its stop. */
        void playoutPaused(int turnId, int playedMs);

        /** The caller means it: what was still to be played is dropped. */
        void bargedIn(int turnId, int playedMs);
    }

    private enum State {
        /** We speak, or do not. */
        NONE,
        /** Something sounds like speech: we have fallen silent, and nobody knows. */
        REFLEX,
        /** The caller speaks: the worker knows, and decides. */
        PAUSED
    }

    // One frame more than what is looked for, since speech does not begin with a frame.
    private static final int LOOK_BACK_MS = 32;
    // What made us fall silent must have gone to half before we go on, or we would flutter.
    private static final double GONE = 0.5;

    private final Playout playout;
    private final SpeechDetector speech;
    private final Listener listener;
    private BargeInRules rules = BargeInRules.DEFAULT;
    private State state = State.NONE;

    Interruptions(Playout playout, SpeechDetector speech, Listener listener) {
        this.playout = playout;
        this.speech = speech;
        this.listener = listener;
    }

    void rules(BargeInRules newRules) {
        rules = newRules;
    }

    /** Whether we hold our tongue. */
    boolean isHolding() {
        return state != State.NONE;
    }

    /** Looks at how things stand. To be called for everything that is heard, and after everything that changes the playout. */
    void weigh() {
        boolean audible = playout.isAudible();
        if (audible) {
            speech.startThreshold(rules.vadThreshold());
        } else {
            speech.startThresholdAsSet();
            state = State.NONE;
        }
        switch (state) {
            case NONE -> {
                if (audible && mayInterrupt() && isCallerSpeaking()) {
                    state = State.REFLEX;
                    pauseIfSpeechIsTold();
                }
            }
            case REFLEX -> {
                pauseIfSpeechIsTold();
                if (state == State.REFLEX && !speech.isSpeaking() && isQuietAgain()) {
                    state = State.NONE;
                }
            }
            case PAUSED -> {
                if (!playout.isPlaying()) {
                    state = State.NONE;
                }
            }
        }
        if (state == State.PAUSED && speech.isSpeaking() && speech.voicedMsOfSpeech() >= rules.meantAfterMs()) {
            bargeIn();
        }
    }

    /** The caller's speech is about to be told: that we fell silent for it comes first. */
    void speechBegins() {
        if (state == State.NONE && playout.isAudible() && mayInterrupt() && isCallerSpeaking()) {
            state = State.REFLEX;
        }
        if (state == State.REFLEX && playout.isPlaying()) {
            pause();
        }
    }

    /** The worker's word: the caller did not mean to interrupt. */
    void resume(int turnId) {
        if (state == State.PAUSED && playout.playingTurn() == turnId) {
            playout.resumeFrom(rules.resume());
            state = State.NONE;
        }
    }

    private void pauseIfSpeechIsTold() {
        if (speech.isSpeaking() && playout.isPlaying()) {
            pause();
        }
    }

    private void pause() {
        state = State.PAUSED;
        int turnId = playout.playingTurn();
        listener.playoutPaused(turnId, playout.playedMs(turnId));
    }

    private void bargeIn() {
        state = State.NONE;
        int turnId = playout.playingTurn();
        int playedMs = playout.playedMs(turnId);
        playout.stop(playout.newestTurn());
        listener.bargedIn(turnId, playedMs);
    }

    private boolean mayInterrupt() {
        if (!playout.isPlaying()) {
            return rules.mayInterrupt(playout.newestTurn());
        }
        return rules.mayInterrupt(playout.playingTurn()) && playout.playingForMs() >= rules.guardMs();
    }

    /**
     * Whether there is as much likely speech as the rules' time of it would hold at the least probability. A network that
     * becomes certain only by and by is believed as soon as one that is certain at once.
     */
    private boolean isCallerSpeaking() {
        return speech.isVoiced() && (speech.isSpeaking() || speech.voicedMs() >= rules.pauseAfterMs())
                || likelyMs() >= rules.pauseAfterMs() * rules.vadThreshold();
    }

    private boolean isQuietAgain() {
        return speech.voicedMs() == 0 && likelyMs() < GONE * rules.pauseAfterMs() * rules.vadThreshold();
    }

    private double likelyMs() {
        return speech.likelySpeechMs(rules.pauseAfterMs() + LOOK_BACK_MS);
    }
}
