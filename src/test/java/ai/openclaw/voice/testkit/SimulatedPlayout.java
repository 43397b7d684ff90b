package ai.openclaw.voice.testkit;

import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a simulated room plays, word by word; keeps what the caller heard of it. */
final class SimulatedPlayout {
    /** @param atMs when the word began */
    record Heard(long atMs, long untilMs, String word) {}

    private static final class Piece {
        final int turn;
        final int clause;
        final int ms;
        final String word;
        int played;

        Piece(int turn, int clause, Pcm audio) {
            this.turn = turn;
            this.clause = clause;
            this.ms = audio.durationMs();
            this.word = WordSound.read(audio);
        }

        Piece again() {
            played = 0;
            return this;
        }
    }

    private static final int NONE = -1;

    private final CallId callId;
    private final Consumer<RoomEvent> events;
    private final Deque<Piece> queue = new ArrayDeque<>();
    private final List<Piece> ofThisClause = new ArrayList<>();
    private final Map<Integer, Integer> played = new HashMap<>();
    private final List<Heard> heard = new ArrayList<>();
    private int newest = NONE;
    private int stoppedUpTo = NONE;
    private int playing = NONE;
    private int ended = NONE;
    private boolean dry;
    private long startedAt;
    private boolean silenced;

    SimulatedPlayout(CallId callId, Consumer<RoomEvent> events) {
        this.callId = callId;
        this.events = events;
    }

    void play(RoomCommand.Play play) {
        if (play.turnId() < newest || play.turnId() <= stoppedUpTo) {
            return;
        }
        newest = Math.max(newest, play.turnId());
        queue.add(new Piece(play.turnId(), play.clause(), play.audio()));
        dry = false;
    }

    void endOfTurn(int turn) {
        newest = Math.max(newest, turn);
        ended = Math.max(ended, turn);
        if (turn <= stoppedUpTo || queue.stream().noneMatch(p -> p.turn <= turn)) {
            finish(turn);
        }
    }

    void stop(int turn) {
        stoppedUpTo = Math.max(stoppedUpTo, turn);
        newest = Math.max(newest, turn);
        queue.removeIf(p -> p.turn <= turn);
        boolean wasPlaying = playing != NONE && playing <= turn;
        if (wasPlaying) {
            int stopped = playing;
            playing = NONE;
            silenced = false;
            if (ended >= stopped) {
                finish(stopped);
            }
        }
    }

    /** Goes on after it was silenced, from where the rules say. */
    void resume(int turn, BargeInRules.Resume from) {
        if (!silenced || playing != turn) {
            return;
        }
        silenced = false;
        int clause = ofThisClause.isEmpty() ? NONE : ofThisClause.get(0).clause;
        boolean isLast = queue.stream().noneMatch(p -> p.turn == turn && p.clause > clause);
        if (from == BargeInRules.Resume.SAME_CLAUSE || isLast && ended >= turn) {
            List<Piece> again = new ArrayList<>(ofThisClause);
            queue.removeIf(p -> p.turn == turn && p.clause == clause && again.contains(p));
            for (int i = again.size() - 1; i >= 0; i--) {
                queue.addFirst(again.get(i).again());
            }
            ofThisClause.clear();
        } else {
            queue.removeIf(p -> p.turn == turn && p.clause == clause);
        }
    }

    void silence() {
        silenced = true;
    }

    void unsilence() {
        silenced = false;
    }

    /** 20 ms pass. */
    void tick(long nowMs, int ms) {
        Piece piece = queue.peek();
        if (silenced || piece == null) {
            return;
        }
        boolean filler = piece.clause == RoomCommand.Play.FILLER;
        if (!filler && playing != piece.turn) {
            playing = piece.turn;
            startedAt = nowMs;
            ofThisClause.clear();
            if (!played.containsKey(playing)) {
                played.put(playing, 0);
                events.accept(new RoomEvent.PlayoutStarted(callId, playing));
            }
        }
        if (piece.played == 0) {
            heard.add(new Heard(nowMs, nowMs + piece.ms, piece.word));
            if (!filler) {
                if (!ofThisClause.isEmpty() && ofThisClause.get(0).clause != piece.clause) {
                    ofThisClause.clear();
                }
                ofThisClause.add(piece);
            }
        }
        piece.played += ms;
        if (!filler) {
            played.merge(piece.turn, ms, Integer::sum);
        }
        if (piece.played >= piece.ms) {
            queue.poll();
            ranOut(piece.turn, filler);
        }
    }

    private void ranOut(int turn, boolean filler) {
        if (queue.stream().anyMatch(p -> p.turn == turn)) {
            return;
        }
        if (ended >= turn) {
            finish(turn);
        } else if (!filler && !dry) {
            dry = true;
            events.accept(new RoomEvent.PlayoutRanDry(callId, turn, playedMs(turn)));
        }
    }

    private void finish(int turn) {
        if (playing == turn) {
            playing = NONE;
        }
        events.accept(new RoomEvent.PlayoutFinished(callId, turn, playedMs(turn)));
    }

    boolean isPlaying() {
        return playing != NONE && !queue.isEmpty();
    }

    int playingTurn() {
        return playing;
    }

    long startedAt() {
        return startedAt;
    }

    int playedMs(int turn) {
        return played.getOrDefault(turn, 0);
    }

    /** All that was begun to be heard, in the order of time. */
    List<Heard> heard() {
        return heard;
    }
}
