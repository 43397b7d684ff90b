package ai.openclaw.voice.call;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * What has been sent to be heard in a turn: clause by clause, with how long each sounds. So the milliseconds that were
 * played can be told as words. Thread-safe.
 */
public final class Spoken {
    private static final class Clause {
        final String text;
        int ms;
        /** From where on nothing of it was heard though the playout has passed it, ms within the clause. */
        int heardMs = Integer.MAX_VALUE;

        Clause(String text) {
            this.text = text;
        }
    }

    private final List<Clause> clauses = new ArrayList<>();

    /** A clause begins. Returns its number, from 0. */
    public synchronized int begin(String text) {
        clauses.add(new Clause(text));
        return clauses.size() - 1;
    }

    /** More of the clause's sound went out, ms. */
    public synchronized void add(int clause, int ms) {
        clauses.get(clause).ms += ms;
    }

    /**
     * The playout was silenced here; what is left of this clause is skipped if {@code skipsRest}.
     *
     * @param playedMs the position in the turn's sound, ms
     */
    public synchronized void skippedAt(int playedMs, boolean skipsRest) {
        int from = 0;
        for (Clause clause : clauses) {
            boolean last = clause == clauses.get(clauses.size() - 1);
            if (playedMs < from + clause.ms && skipsRest && !last) {
                clause.heardMs = Math.min(clause.heardMs, playedMs - from);
                return;
            }
            from += clause.ms;
        }
    }

    /**
     * The words that were heard when the playout had come to this position. A word that was cut counts as not heard.
     *
     * @param playedMs the position in the turn's sound, ms
     */
    public synchronized String heard(int playedMs) {
        StringJoiner heard = new StringJoiner(" ");
        int from = 0;
        for (Clause clause : clauses) {
            int ms = Math.min(Math.min(playedMs - from, clause.ms), clause.heardMs);
            if (ms > 0) {
                String words = words(clause, ms);
                if (!words.isEmpty()) {
                    heard.add(words);
                }
            }
            from += clause.ms;
        }
        return heard.toString();
    }

    /** Whether there is more than was heard. */
    public synchronized boolean goesOnAfter(int playedMs) {
        return playedMs < clauses.stream().mapToInt(clause -> clause.ms).sum();
    }

    /** Speech takes about as long as its letters are many, so a share of the time is that share of the letters. */
    private static String words(Clause clause, int ms) {
        if (ms >= clause.ms) {
            return clause.text;
        }
        int letters = (int) ((long) clause.text.length() * ms / Math.max(1, clause.ms));
        int end = clause.text.lastIndexOf(' ', letters);
        return end <= 0 ? "" : clause.text.substring(0, end);
    }
}
