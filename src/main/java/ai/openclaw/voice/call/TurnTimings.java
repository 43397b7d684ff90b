package ai.openclaw.voice.call;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** When each stage of a turn was reached, on the JVM's monotonic clock. The first mark of a stage counts. Thread-safe. */
public final class TurnTimings {
    /** The stages of a turn's waterfall, in their order. */
    public enum Stage {
        /** The caller's last speech, as the VAD heard it. */
        SPEECH_ENDED,
        /** The final transcript was wanted: when the caller was presumed to have finished, or had. */
        PRESUMED,
        /** Endpointing decided that the caller has finished: from here on the answer may be heard. */
        COMMITTED,
        /** The final transcript was there. */
        TRANSCRIBED,
        /** The request left for the brain. */
        ASKED,
        /** The brain's first token. */
        FIRST_TOKEN,
        /** The first clause that can be spoken. */
        FIRST_CLAUSE,
        /** The first audio of the first clause. */
        FIRST_AUDIO,
        /** The first packet of the answer on the wire. */
        FIRST_PACKET
    }

    private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);

    public void mark(Stage stage) {
        mark(stage, System.nanoTime());
    }

    /** @param nanoTime a reading of {@link System#nanoTime()} */
    public synchronized void mark(Stage stage, long nanoTime) {
        nanos.putIfAbsent(stage, nanoTime);
    }

    /** Forgets a stage: the caller went on speaking, so the end of speech that was marked was none. */
    public synchronized void clear(Stage stage) {
        nanos.remove(stage);
    }

    /** The later of two stages; empty unless both were reached. */
    synchronized OptionalLong later(Stage one, Stage other) {
        Long a = nanos.get(one);
        Long b = nanos.get(other);
        return a == null || b == null ? OptionalLong.empty() : OptionalLong.of(Math.max(a, b));
    }

    /** The stages that were reached, the earliest first. */
    public synchronized List<Stage> inOrder() {
        return nanos.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    public synchronized boolean reached(Stage stage) {
        return nanos.containsKey(stage);
    }

    synchronized OptionalLong at(Stage stage) {
        Long nano = nanos.get(stage);
        return nano == null ? OptionalLong.empty() : OptionalLong.of(nano);
    }

    /** Milliseconds from one stage to another; empty unless both were reached. */
    public synchronized OptionalLong msBetween(Stage from, Stage to) {
        Long a = nanos.get(from);
        Long b = nanos.get(to);
        return a == null || b == null ? OptionalLong.empty() : OptionalLong.of(Math.round((b - a) / 1e6));
    }
}
