package ai.openclaw.voice.demo.brain;

/**
 * The brain asks for something to be done, after its words.
 *
 * @param name of the tool; a script can name one that was not offered, as a model that a caller has talked round would
 * @param arguments what is sent as its arguments, which should be JSON
 */
public record ToolCall(String name, String arguments) {}
