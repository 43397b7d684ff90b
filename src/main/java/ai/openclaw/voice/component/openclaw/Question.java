package ai.openclaw.voice.component.openclaw;

import java.util.List;

/**
 * One question to the brain.
 *
 * @param agent the agent that answers
 * @param conversation the part of the session key after the agent, for example {@code call-<uuid>}
 * @param words what the caller said last, and nothing that was said before: the brain keeps the history
 * @param instructions the persona and, after an interruption, what the caller had heard; may be empty
 * @param tools what the brain may ask for
 */
record Question(String agent, String conversation, String words, String instructions, List<Tool> tools) {
    /** Always scoped to the agent: the key's agent beats the model's name, and a bare key fails beside a second agent. */
    String sessionKey() {
        return "agent:" + agent + ":" + conversation;
    }

    @Override
    public String toString() {
        return "question of " + conversation;
    }
}
