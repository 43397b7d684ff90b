package ai.openclaw.voice.component.rtp.room;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.IntConsumer;

/** What is still to be played, and what was played of the clause that is in the air, so that it can be said again. */
final class PlayoutQueue {
    private final ArrayDeque<PlayoutPiece> ahead = new ArrayDeque<>();
    // Wholly played or skipped pieces of the current clause, the youngest last.
    private final ArrayDeque<PlayoutPiece> behind = new ArrayDeque<>();
    // The piece that was played last; it says which clause is the current one.
    private PlayoutPiece last;
    private boolean skipping;
    private boolean unheard;

    void add(PlayoutPiece piece) {
        ahead.add(piece);
    }

    /** Brings all that is kept to another rate. */
    void resample(int fromHz, int toHz) {
        ahead.forEach(piece -> piece.resample(fromHz, toHz));
        behind.forEach(piece -> piece.resample(fromHz, toHz));
    }

    /** What comes next, or null. */
    PlayoutPiece head() {
        return ahead.peek();
    }

    /** The head, which is an end, is done with. */
    void pass() {
        ahead.poll();
        behind.clear();
        last = null;
        skipping = false;
    }

    /** So many more samples of the head were played. */
    void played(int samples) {
        PlayoutPiece piece = ahead.peek();
        piece.played += samples;
        if (!piece.isFiller()) {
            if (last != null && !piece.isOfClause(last)) {
                behind.clear();
            }
            last = piece;
        }
        if (piece.left() == 0) {
            ahead.poll();
            if (!piece.isFiller()) {
                behind.add(piece);
            }
        }
    }

    /** Whether there is sound of this turn that is part of its answer. */
    boolean hasSound(int turnId) {
        return ahead.stream().anyMatch(piece -> piece.turnId == turnId && !piece.isEnd() && !piece.isFiller());
    }

    /** Drops all of turns up to this one; those whose end was queued are told. */
    void drop(int turnId, IntConsumer ended) {
        for (Iterator<PlayoutPiece> pieces = ahead.iterator(); pieces.hasNext(); ) {
            PlayoutPiece piece = pieces.next();
            if (piece.turnId <= turnId) {
                pieces.remove();
                if (piece.isEnd()) {
                    ended.accept(piece.turnId);
                }
            }
        }
        if (last != null && last.turnId <= turnId) {
            behind.clear();
            last = null;
            skipping = false;
        }
    }

    /** Goes back to where the current clause began; returns by how many samples, as a negative number. */
    int back() {
        int moved = 0;
        PlayoutPiece head = ahead.peek();
        if (last == null || head == null || !head.isEnd() && !head.isOfClause(last)) {
            // The clause was said in full, as far as anybody knows.
            return 0;
        }
        if (head.isEnd() && !unheard) {
            return 0;
        }
        if (!head.isEnd()) {
            moved -= head.played;
            head.played = 0;
        }
        while (!behind.isEmpty()) {
            PlayoutPiece piece = behind.pollLast();
            moved -= piece.played;
            piece.played = 0;
            ahead.addFirst(piece);
        }
        return moved;
    }

    /** Leaves out what is left of the current clause, also what has not come yet. */
    void skipClause() {
        if (last != null && !skipping) {
            skipping = true;
            unheard = false;
        }
    }

    /** Whether what comes next is unknown, because the clause to be left out may not have come in full. */
    boolean isSkipping() {
        return skipping;
    }

    /**
     * Passes what is to be left out; returns by how many samples. When there is no clause after it, it was the last one:
     * it is said again, from its beginning.
     */
    int passSkipped() {
        int moved = 0;
        while (skipping) {
            PlayoutPiece head = ahead.peek();
            if (head == null) {
                break;
            }
            if (head.isEnd()) {
                moved += back();
                skipping = false;
                unheard = false;
            } else if (head.isFiller() && head.turnId == last.turnId) {
                ahead.poll();
            } else if (head.isOfClause(last)) {
                moved += head.left();
                head.played = head.samples.length;
                unheard = true;
                behind.add(ahead.poll());
            } else {
                behind.clear();
                skipping = false;
                unheard = false;
            }
        }
        return moved;
    }
}
