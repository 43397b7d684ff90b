package ai.openclaw.voice.component.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what a stream tells of tools: the name comes first, the arguments in pieces. */
final class ToolFragments {
    /** More than any sensible answer asks for; what follows is not read. */
    private static final int MOST_USES = 8;
    /** A number to dial is short. */
    private static final int LONGEST = 2000;

    private static final class Parts {
        final StringBuilder name = new StringBuilder();
        final StringBuilder arguments = new StringBuilder();
        boolean whole = true;

        void add(StringBuilder text, String piece) {
            int room = Math.max(0, LONGEST - text.length());
            text.append(piece, 0, Math.min(room, piece.length()));
            whole &= piece.length() <= room;
        }
    }

    private final Map<Integer, Parts> byIndex = new TreeMap<>();

    /** @param toolCalls {@code delta.tool_calls} of one event */
    void add(JsonNode toolCalls) {
        int position = 0;
        for (JsonNode call : toolCalls) {
            int index = call.path("index").asInt(position++);
            if (byIndex.containsKey(index) || byIndex.size() < MOST_USES) {
                Parts parts = byIndex.computeIfAbsent(index, i -> new Parts());
                JsonNode function = call.path("function");
                parts.add(parts.name, function.path("name").asText(""));
                JsonNode arguments = function.path("arguments");
                parts.add(parts.arguments, arguments.isContainerNode() ? arguments.toString() : arguments.asText(""));
            }
        }
    }

    List<ToolUse> uses() {
        return byIndex.values().stream()
                .map(parts -> new ToolUse(parts.name.toString(), parts.arguments.toString(), parts.whole))
                .toList();
    }
}
