package ai.openclaw.voice.call;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/** When each stage of a turn was reached, on the JVM's monotonic clock. The first mark of a stage counts. Thread-safe. */
public final class TurnTimings {
    /** The stages of a turn's waterfall, in their order. */
    public enum Stage {
        /** The caller's last speech, as the VAD heard it. */
        SPEECH_ENDED,
        /** Endpointing decided that the caller has finished. */
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

    /** Milliseconds from one stage to another; empty unless both were reached. */
    public synchronized OptionalLong msBetween(Stage from, Stage to) {
        Long a = nanos.get(from);
        Long b = nanos.get(to);
        return a == null || b == null ? OptionalLong.empty() : OptionalLong.of(Math.round((b - a) / 1e6));
    }
}
