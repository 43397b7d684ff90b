package ai.openclaw.voice.component.rtp.room;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * What is still to be said to the caller, at 8000 Hz. Knows which turn is playing and how much of it was heard. For one
 * thread; what it has to tell is told by {@link #tell}, after the packet that caused it has left.
 */
final class Playout {
    interface Listener {
        void playoutStarted(int turnId);

        void playoutFinished(int turnId, int playedMs);
    }

    /** A piece of a turn's sound, or its end when {@code samples} is null. */
    private static final class Piece {
        final int turnId;
        final short[] samples;
        int played;

        Piece(int turnId, short[] samples) {
            this.turnId = turnId;
            this.samples = samples;
        }
    }

    private static final int NONE = -1;
    private static final int PER_MS = 8;
    // 5 ms from full level to silence, or the interruption would click.
    private static final int FADE = 40;
    // A worker that died never ends its turns; what was played of them is not kept for ever.
    private static final int REMEMBERED_TURNS = 8;

    private final Listener listener;
    private final ArrayDeque<Piece> queue = new ArrayDeque<>();
    private final Map<Integer, Integer> played = new HashMap<>();
    private final ArrayDeque<Runnable> untold = new ArrayDeque<>();
    private short[] fade = new short[0];
    private int faded;
    private int newest = NONE;
    private int stoppedUpTo = NONE;
    private int playing = NONE;

    Playout(Listener listener) {
        this.listener = listener;
    }

    /** Appends sound; that of a turn which is over, or older than the newest one heard of, is dropped. */
    void add(int turnId, short[] samples) {
        if (turnId < newest || turnId <= stoppedUpTo || samples.length == 0) {
            return;
        }
        if (turnId > newest) {
            played.keySet().removeIf(turn -> turn < turnId - REMEMBERED_TURNS);
            newest = turnId;
        }
        queue.add(new Piece(turnId, samples));
    }

    /** The turn has no more sound. */
    void end(int turnId) {
        if (turnId <= stoppedUpTo) {
            finish(turnId);
        } else {
            newest = Math.max(newest, turnId);
            queue.add(new Piece(turnId, null));
        }
    }

    /** Drops all that is queued of turns up to this one. */
    void stop(int turnId) {
        stoppedUpTo = Math.max(stoppedUpTo, turnId);
        newest = Math.max(newest, turnId);
        for (Iterator<Piece> pieces = queue.iterator(); pieces.hasNext(); ) {
            Piece piece = pieces.next();
            if (piece.turnId > turnId) {
                continue;
            }
            pieces.remove();
            if (piece.samples == null) {
                finish(piece.turnId);
            } else if (piece.turnId == playing && piece.played > 0) {
                fadeOut(piece);
            }
        }
        if (playing != NONE && playing <= turnId) {
            playing = NONE;
        }
    }

    /** Fills the frame with what comes next, and with silence where there is nothing; whether there was anything. */
    boolean next(short[] frame) {
        int filled = Math.min(frame.length, fade.length - faded);
        System.arraycopy(fade, faded, frame, 0, filled);
        faded += filled;
        while (!queue.isEmpty()) {
            Piece piece = queue.peek();
            if (piece.samples == null) {
                queue.poll();
                finish(piece.turnId);
                continue;
            }
            if (filled == frame.length) {
                break;
            }
            if (playing != piece.turnId) {
                playing = piece.turnId;
                if (!played.containsKey(playing)) {
                    int turnId = playing;
                    untold.add(() -> listener.playoutStarted(turnId));
                }
            }
            int n = Math.min(frame.length - filled, piece.samples.length - piece.played);
            System.arraycopy(piece.samples, piece.played, frame, filled, n);
            piece.played += n;
            filled += n;
            played.merge(piece.turnId, n, Integer::sum);
            if (piece.played == piece.samples.length) {
                queue.poll();
            }
        }
        Arrays.fill(frame, filled, frame.length, (short) 0);
        return filled > 0;
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

    /** The turn that is playing. */
    int playingTurn() {
        return playing;
    }

    /** The newest turn that was heard of. */
    int newestTurn() {
        return newest;
    }

    /** How much of a turn was played, ms. */
    int playedMs(int turnId) {
        return played.getOrDefault(turnId, 0) / PER_MS;
    }

    private void finish(int turnId) {
        int ms = playedMs(turnId);
        played.remove(turnId);
        if (playing == turnId) {
            playing = NONE;
        }
        untold.add(() -> listener.playoutFinished(turnId, ms));
    }

    private void fadeOut(Piece piece) {
        fade = new short[Math.min(FADE, piece.samples.length - piece.played)];
        faded = 0;
        for (int i = 0; i < fade.length; i++) {
            fade[i] = (short) (piece.samples[piece.played + i] * (fade.length - i) / (fade.length + 1));
        }
    }
}
