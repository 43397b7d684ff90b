package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.audio.SteadyResampler;
import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.Pcm;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What is said to the caller, at the codec's rate: which turn is playing, how much of it was heard, and what becomes of it when it
 * is interrupted. For one thread; what it has to tell is told by {@link #tell}, after the packet that caused it has left.
 */
final class Playout {
    interface Listener {
        void playoutStarted(int turnId);

        void playoutRanDry(int turnId);

        void playoutFinished(int turnId, int playedMs);
    }

    private static final int NONE = -1;
    // The rate that all codecs but the wide ones have, and that the waiting tone is made at.
    private static final int NARROW_HZ = 8000;
    private static final int FRAMES_PER_S = 50;
    // 5 ms between full level and silence, or the interruption would click.
    private static final int FADE_MS = 5;
    // Between two clauses there is often a packet's time; longer than three, and the caller begins to wonder.
    private static final int DRY_FRAMES = 3;
    // A worker that died never ends its turns; what was played of them is not kept for ever.
    private static final int REMEMBERED_TURNS = 8;

    private final Listener listener;
    private final PlayoutQueue queue = new PlayoutQueue();
    private final WaitingTone tone;
    private final Map<Integer, Integer> played = new HashMap<>();
    private final ArrayDeque<Runnable> untold = new ArrayDeque<>();
    private int rateHz = NARROW_HZ;
    private short[] fade = new short[FADE_MS * NARROW_HZ / 1000];
    private int faded = fade.length;
    private int fadeIn;
    // Both null as long as the codec is a narrow one.
    private short[] toneFrame;
    private SteadyResampler toneRate;
    private int newest = NONE;
    private int stoppedUpTo = NONE;
    private int playing = NONE;
    private int playingFrames;
    private int dryFrames;
    private boolean holding;
    private boolean audible;

    Playout(Listener listener) {
        this(listener, null);
    }

    /** @param waitingMusic heard in the place of the waiting tone, 8000 Hz; or null */
    Playout(Listener listener, short[] waitingMusic) {
        this.listener = listener;
        tone = new WaitingTone(waitingMusic);
    }

    /** What is played is another rate's from now on, because the codec is another. */
    void rate(int newRateHz) {
        if (newRateHz == rateHz) {
            return;
        }
        int before = rateHz;
        queue.resample(before, newRateHz);
        played.replaceAll((turn, samples) -> (int) ((long) samples * newRateHz / before));
        fade = new short[FADE_MS * newRateHz / 1000];
        faded = fade.length;
        fadeIn = 0;
        boolean wide = newRateHz > NARROW_HZ;
        toneFrame = wide ? new short[NARROW_HZ / FRAMES_PER_S] : null;
        toneRate = wide ? new SteadyResampler(NARROW_HZ, newRateHz) : null;
        rateHz = newRateHz;
    }

    /** As {@link #add(int, int, short[])}, of sound that may have been made for another rate. */
    void add(int turnId, int clause, Pcm sound) {
        add(turnId, clause, PlayoutFeed.resampled(sound.samples(), sound.sampleRateHz(), rateHz));
    }

    /** Appends sound; that of a turn which is over, or older than the newest one heard of, is dropped. */
    void add(int turnId, int clause, short[] samples) {
        if (turnId < newest || turnId <= stoppedUpTo || samples.length == 0) {
            return;
        }
        if (turnId > newest) {
            played.keySet().removeIf(turn -> turn < turnId - REMEMBERED_TURNS);
            newest = turnId;
        }
        PlayoutPiece piece = new PlayoutPiece(turnId, clause, samples);
        queue.add(piece);
        if (!piece.isFiller()) {
            tone.stop(turnId);
        }
    }

    /** The turn has no more sound. */
    void end(int turnId) {
        tone.stop(turnId);
        if (turnId <= stoppedUpTo) {
            finish(turnId);
        } else {
            newest = Math.max(newest, turnId);
            queue.add(PlayoutPiece.end(turnId));
        }
    }

    /** Bridges the time until the turn has sound of its own, ends or is stopped. */
    void waitingTone(int turnId) {
        if (turnId >= newest && turnId > stoppedUpTo && !queue.hasSound(turnId)) {
            newest = turnId;
            tone.start(turnId);
        }
    }

    /** Drops all that is queued of turns up to this one. */
    void stop(int turnId) {
        stoppedUpTo = Math.max(stoppedUpTo, turnId);
        newest = Math.max(newest, turnId);
        PlayoutPiece next = queue.head();
        if (!holding && next != null && next.turnId <= turnId) {
            fadeOut(next);
        }
        tone.stop(turnId);
        queue.drop(turnId, this::finish);
        if (playing != NONE && playing <= turnId) {
            playing = NONE;
        }
    }

    /**
     * Falls silent where it is, or goes on from there. Nothing is lost, and no time passes in the turn meanwhile.
     */
    void hold(boolean hold) {
        if (hold == holding) {
            return;
        }
        holding = hold;
        if (hold) {
            fadeOut(queue.head());
        } else {
            fadeIn = fade.length;
        }
    }

    /** Goes on from another place than where it is, when it is let go: the interruption was none. */
    void resumeFrom(BargeInRules.Resume place) {
        if (playing == NONE) {
            return;
        }
        if (place == BargeInRules.Resume.SAME_CLAUSE) {
            move(queue.back());
        } else {
            queue.skipClause();
        }
    }

    /** Fills the frame with what comes next, and with silence where there is nothing; whether there was anything. */
    boolean next(short[] frame) {
        playingFrames++;
        int filled = Math.min(frame.length, fade.length - faded);
        System.arraycopy(fade, faded, frame, 0, filled);
        faded += filled;
        if (!holding) {
            int from = filled;
            filled = fill(frame, filled);
            fadeIn(frame, from, filled);
        }
        audible = filled > 0;
        Arrays.fill(frame, filled, frame.length, (short) 0);
        if (holding) {
            tone.rest();
        } else if (audible) {
            tone.rest();
            dryFrames = 0;
        } else {
            missSound();
            return waitingTone(frame);
        }
        return audible;
    }

    private boolean waitingTone(short[] frame) {
        if (toneRate == null) {
            return tone.next(frame);
        }
        boolean sounds = tone.next(toneFrame);
        if (sounds) {
            toneRate.resample(toneFrame, frame);
        }
        return sounds;
    }

    private int fill(short[] frame, int from) {
        int filled = from;
        move(queue.passSkipped());
        for (PlayoutPiece piece = queue.head(); piece != null; piece = queue.head()) {
            if (piece.isEnd()) {
                queue.pass();
                finish(piece.turnId);
                continue;
            }
            if (filled == frame.length || queue.isSkipping()) {
                break;
            }
            if (!piece.isFiller()) {
                begin(piece.turnId);
            }
            int n = Math.min(frame.length - filled, piece.left());
            System.arraycopy(piece.samples, piece.played, frame, filled, n);
            queue.played(n);
            filled += n;
            if (!piece.isFiller()) {
                move(n);
            }
        }
        return filled;
    }

    private void begin(int turnId) {
        if (playing != turnId) {
            playing = turnId;
            playingFrames = 0;
            if (!played.containsKey(turnId)) {
                untold.add(() -> listener.playoutStarted(turnId));
            }
        }
    }

    private void missSound() {
        if (playing != NONE && ++dryFrames == DRY_FRAMES) {
            int turnId = playing;
            untold.add(() -> listener.playoutRanDry(turnId));
        }
    }

    /** Tells the listener what has happened since. */
    void tell() {
        for (Runnable telling = untold.poll(); telling != null; telling = untold.poll()) {
            telling.run();
        }
    }

    /** Whether a turn has begun to play and has not ended, though its next sound may still be in the making. */
    boolean isPlaying() {
        return playing != NONE;
    }

    /** Whether the caller hears us, or would if we did not hold: a turn, or what bridges the wait for one. */
    boolean isAudible() {
        return playing != NONE
                || tone.isOn()
                || queue.head() != null && queue.head().isFiller();
    }

    /** The turn that is playing. */
    int playingTurn() {
        return playing;
    }

    /** The newest turn that was heard of. */
    int newestTurn() {
        return newest;
    }

    /** How long ago the playing turn's first sound was played, ms. */
    int playingForMs() {
        return playingFrames * 20;
    }

    /** The position reached in the turn's sound, ms; what was skipped counts. */
    int playedMs(int turnId) {
        return (int) (played.getOrDefault(turnId, 0) * 1000L / rateHz);
    }

    private void move(int samples) {
        if (samples != 0) {
            played.merge(playing, samples, Integer::sum);
        }
    }

    private void finish(int turnId) {
        int ms = playedMs(turnId);
        played.remove(turnId);
        if (playing == turnId) {
            playing = NONE;
        }
        untold.add(() -> listener.playoutFinished(turnId, ms));
    }

    private void fadeOut(PlayoutPiece piece) {
        if (!audible || piece == null || piece.isEnd()) {
            return;
        }
        int length = Math.min(fade.length, piece.left());
        faded = fade.length - length;
        for (int i = 0; i < length; i++) {
            fade[faded + i] = (short) (piece.samples[piece.played + i] * (length - i) / (length + 1));
        }
    }

    private void fadeIn(short[] frame, int from, int to) {
        for (int i = from; i < to && fadeIn > 0; i++, fadeIn--) {
            frame[i] = (short) (frame[i] * (fade.length - fadeIn + 1) / (fade.length + 1));
        }
    }
}
