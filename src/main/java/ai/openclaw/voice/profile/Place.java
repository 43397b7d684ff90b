package ai.openclaw.voice.profile;

/**
 * Where a value stands, so that a message can name the line to mend.
 *
 * @param file as the operator named it
 * @param line counted from 1; 0 where there are no lines
 */
public record Place(String file, int line) {
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
