package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.link.RoomCommand;

/** A piece of a turn's sound, or the turn's end. */
final class PlayoutPiece {
    final int turnId;
    final int clause;
    short[] samples;
    /** How many of its samples were played. */
    int played;

    PlayoutPiece(int turnId, int clause, short[] samples) {
        this.turnId = turnId;
        this.clause = clause;
        this.samples = samples;
    }

    static PlayoutPiece end(int turnId) {
        return new PlayoutPiece(turnId, 0, null);
    }

    boolean isEnd() {
        return samples == null;
    }

    /** Whether it only bridges a wait and is no part of the answer. */
    boolean isFiller() {
        return clause == RoomCommand.Play.FILLER;
    }

    /** The same at another rate. */
    void resample(int fromHz, int toHz) {
        if (!isEnd()) {
            samples = PlayoutFeed.resampled(samples, fromHz, toHz);
            played = Math.min(samples.length, (int) ((long) played * toHz / fromHz));
        }
    }

    int left() {
        return samples.length - played;
    }

    boolean isOfClause(PlayoutPiece other) {
        return !isEnd() && turnId == other.turnId && clause == other.clause;
    }
}
