package ai.openclaw.voice.component.openclaw;

/**
 * The brain asks for something to be done. All of it is the model's word, and with it perhaps the caller's: to be checked.
 *
 * @param name may be any text
 * @param arguments should be a JSON object; may be any text
 * @param whole false when it was so long that it was not read to its end
 */
public record ToolUse(String name, String arguments, boolean whole) {
    @Override
    public String toString() {
        return "use of a tool"; // no words in a log
    }
}
