package ai.openclaw.voice.component.openclaw;

/**
 * What a look at the brain's probes found. They say nothing of the model behind it.
 *
 * @param reachable whether anything answered
 * @param ready whether it says that it takes requests
 * @param demo whether it is the built-in demo brain
 * @param reason why it is not ready, in words fit for {@code /ready}; {@code ok} when it is
 */
public record BrainHealth(boolean reachable, boolean ready, boolean demo, String reason) {}
