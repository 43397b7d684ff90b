package ai.openclaw.voice.worker;

import ai.openclaw.voice.call.Pcm;
import java.util.function.DoubleConsumer;

/** Judges by the sound of it whether a caller who fell silent has finished. */
@FunctionalInterface
public interface TurnEndJudge {
    /** How much of the latest speech is judged, ms. */
    int SOUND_MS = 8000;

    /** No model is there: the words alone decide. */
    TurnEndJudge NONE = (sound, verdict) -> {};

    /**
     * Returns at once.
     *
     * @param verdict told the probability that the speech is finished, 0 to 1, on a thread of the judge's; never, if it fails
     */
    void judge(Pcm sound, DoubleConsumer verdict);
}
