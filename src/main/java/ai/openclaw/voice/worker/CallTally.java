package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.CallRecord;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.MediaFigures;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.TurnTimings;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.call.Waterfall;
import ai.openclaw.voice.link.RoomEvent.CallStarted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Counts what the call's record will say. Errors come from the routes' threads, so it is thread-safe. */
final class CallTally {
    /** Enough to see what went wrong, and a record that stays one readable line. */
    private static final int MOST_ERRORS = 20;
    /** A long talk; the meters have them all. */
    private static final int MOST_WATERFALLS = 50;

    private final CallStarted started;
    private final List<TurnTimings> turns = new ArrayList<>();
    private final List<Waterfall> waterfalls = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private int bargeIns;

    CallTally(CallStarted started) {
        this.started = started;
    }

    synchronized void answered(Turn turn) {
        turns.add(turn.timings());
        if (waterfalls.size() < MOST_WATERFALLS) {
            waterfalls.add(Waterfall.of(turn));
        }
    }

    synchronized void bargedIn() {
        bargeIns++;
    }

    /** @param code short and without any error's text, for example {@code brain:empty-stream} */
    synchronized void error(String code) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(code);
        }
    }

    synchronized CallRecord record(EndReason reason, long durationMs, MediaFigures media) {
        return new CallRecord(
                started.callId().value(),
                started.direction().word(),
                started.answerLatencyMs(),
                median(Stage.PRESUMED, Stage.TRANSCRIBED),
                median(Stage.ASKED, Stage.FIRST_TOKEN),
                median(Stage.FIRST_CLAUSE, Stage.FIRST_AUDIO),
                bargeIns,
                reason.word(),
                List.copyOf(errors),
                started.callId().sessionKey(),
                started.extension(),
                "v2",
                Instant.ofEpochMilli(started.startedAtMs()).toString(),
                durationMs,
                turns.size(),
                List.copyOf(waterfalls),
                media);
    }

    private Long median(Stage from, Stage to) {
        long[] sorted = turns.stream()
                .map(t -> t.msBetween(from, to))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .sorted()
                .toArray();
        return sorted.length == 0 ? null : sorted[sorted.length / 2];
    }
}
