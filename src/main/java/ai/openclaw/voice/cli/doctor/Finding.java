package ai.openclaw.voice.cli.doctor;

/**
 * What a check found.
 *
 * @param check its name
 * @param state how good that is
 * @param sentence what was seen, for a person
 * @param change the setting to change, by its name in the environment or in 3CX; null when there is nothing to change
 */
public record Finding(String check, State state, String sentence, String change) {
    /** How good it is. */
    public enum State {
        OK,
        WARNING,
        FAILED
    }

    static Finding ok(String check, String sentence) {
        return new Finding(check, State.OK, sentence, null);
    }

    static Finding warning(String check, String sentence, String change) {
        return new Finding(check, State.WARNING, sentence, change);
    }

    static Finding failed(String check, String sentence, String change) {
        return new Finding(check, State.FAILED, sentence, change);
    }
}
