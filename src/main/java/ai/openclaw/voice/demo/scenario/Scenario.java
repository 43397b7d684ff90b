package ai.openclaw.voice.demo.scenario;

import ai.openclaw.voice.demo.brain.BrainScript;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One call as a caller experiences it.
 *
 * @param file where it was read from, for messages
 * @param extension whom to call
 * @param settings what the system must be set to; a scenario against a system that runs already cannot set it
 * @param brain what the demo brain answers in this call
 */
public record Scenario(
        String name,
        String file,
        String description,
        String extension,
        Map<String, String> settings,
        BrainScript brain,
        CallerLine line,
        List<ScenarioStep> steps,
        Afterwards then,
        Set<Runner> only) {
    /** How a scenario can be run. */
    public enum Runner {
        /** A real call in real time. */
        SIP,
        /** The routes without a network, on a virtual clock. */
        VIRTUAL
    }

    /**
     * What must be true once the call is over.
     *
     * @param record fields of the call's record with what they must be: a value, {@code a..b} for a range of numbers, or for
     *     lists a text that one of their entries must have
     * @param asked words that the brain's last question must have had, share {@link Expectation#DEFAULT_SHARE}; null for any
     */
    public record Afterwards(Map<String, String> record, String asked) {
        public static final Afterwards ANYTHING = new Afterwards(Map.of(), null);
    }

    public boolean runsOn(Runner runner) {
        return only.isEmpty() || only.contains(runner);
    }

    @Override
    public String toString() {
        return name;
    }
}
