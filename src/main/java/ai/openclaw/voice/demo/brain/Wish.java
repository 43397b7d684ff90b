package ai.openclaw.voice.demo.brain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the brain wants beyond its small talk.
 *
 * @param words null for the small talk's
 * @param tool null for none
 */
record Wish(String words, ToolCall tool) {
    private static final Wish NONE = new Wish(null, null);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Uses the tools that it is offered as a sensible model would: hangs up after a goodbye, hands over who asks for a human. */
    static Wish of(BrainHandler.Asked asked) {
        Topic topic = Heard.of(asked.words()).topic();
        if (topic == Topic.BYE && parametersOf(asked, "end_call") != null) {
            return new Wish(null, new ToolCall("end_call", "{}"));
        }
        JsonNode transfer = parametersOf(asked, "transfer_call");
        if (topic == Topic.HUMAN && transfer != null) {
            String target = transfer.at("/properties/target/enum/0").asText("");
            if (!target.isEmpty()) {
                return new Wish(
                        "One moment, I will put you through.",
                        new ToolCall(
                                "transfer_call",
                                JSON.createObjectNode().put("target", target).toString()));
            }
        }
        return NONE;
    }

    private static JsonNode parametersOf(BrainHandler.Asked asked, String tool) {
        for (JsonNode offered : asked.tools()) {
            if (tool.equals(offered.at("/function/name").asText())) {
                return offered.at("/function/parameters");
            }
        }
        return null;
    }
}
