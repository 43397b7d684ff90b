package ai.openclaw.voice.cli;

import static ai.openclaw.voice.call.TurnTimings.Stage.ASKED;
import static ai.openclaw.voice.call.TurnTimings.Stage.COMMITTED;
import static ai.openclaw.voice.call.TurnTimings.Stage.FIRST_AUDIO;
import static ai.openclaw.voice.call.TurnTimings.Stage.FIRST_CLAUSE;
import static ai.openclaw.voice.call.TurnTimings.Stage.FIRST_PACKET;
import static ai.openclaw.voice.call.TurnTimings.Stage.FIRST_TOKEN;
import static ai.openclaw.voice.call.TurnTimings.Stage.SPEECH_ENDED;
import static ai.openclaw.voice.call.TurnTimings.Stage.TRANSCRIBED;

import ai.openclaw.voice.call.TurnTimings;
import ai.openclaw.voice.demo.caller.DemoScreen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A turn's timings as the bars that the demo draws. */
final class Waterfall {
    /** What passes between a stage and the one before it. */
    private static final Map<TurnTimings.Stage, String> LABELS = new LinkedHashMap<>();

    static {
        LABELS.put(COMMITTED, "waiting for more");
        LABELS.put(TRANSCRIBED, "transcript");
        LABELS.put(ASKED, "queue");
        LABELS.put(FIRST_TOKEN, "brain, first token");
        LABELS.put(FIRST_CLAUSE, "first clause");
        LABELS.put(FIRST_AUDIO, "voice, first sound");
        LABELS.put(FIRST_PACKET, "on the wire");
    }

    private Waterfall() {}

    /** The stages that were reached, in their order; one that was not is counted to the next. */
    static List<DemoScreen.Stage> of(TurnTimings timings) {
        List<DemoScreen.Stage> stages = new ArrayList<>();
        TurnTimings.Stage from = SPEECH_ENDED;
        for (Map.Entry<TurnTimings.Stage, String> label : LABELS.entrySet()) {
            OptionalLong ms = timings.msBetween(from, label.getKey());
            if (ms.isPresent()) {
                stages.add(new DemoScreen.Stage(label.getValue(), ms.getAsLong()));
                from = label.getKey();
            }
        }
        return stages;
    }
}
