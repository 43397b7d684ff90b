package ai.openclaw.voice.cli;

import ai.openclaw.voice.call.TurnTimings;
import ai.openclaw.voice.call.TurnTimings.Stage;
import ai.openclaw.voice.demo.caller.DemoScreen;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A turn's timings as the bars that the demo draws: what was reached, in the order in which it was. */
final class WaterfallBars {
    /** What passes between a stage and the one before it. */
    private static final Map<Stage, String> LABELS = new EnumMap<>(Map.of(
            Stage.PRESUMED, "finished, it seems",
            Stage.COMMITTED, "finished for sure",
            Stage.TRANSCRIBED, "transcript",
            Stage.ASKED, "queue",
            Stage.FIRST_TOKEN, "brain, first token",
            Stage.FIRST_CLAUSE, "first clause",
            Stage.FIRST_AUDIO, "voice, first sound",
            Stage.FIRST_PACKET, "on the wire"));

    private WaterfallBars() {}

    static List<DemoScreen.Stage> of(TurnTimings timings) {
        List<DemoScreen.Stage> bars = new ArrayList<>();
        Stage from = Stage.SPEECH_ENDED;
        for (Stage stage : timings.inOrder()) {
            String label = LABELS.get(stage);
            if (label != null && timings.reached(Stage.SPEECH_ENDED)) {
                bars.add(new DemoScreen.Stage(
                        label, timings.msBetween(from, stage).orElse(0)));
                from = stage;
            }
        }
        return bars;
    }
}
