package ai.openclaw.voice.bridge;

import ai.openclaw.voice.call.Hands;
import ai.openclaw.voice.call.Hands.Hand;
import ai.openclaw.voice.component.openclaw.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tools as the brain is offered them. Only what is allowed is, but that is courtesy: {@link HandPolicy} is the guard. */
final class HandTools {
    static final String TARGET = "target";
    static final String DIGITS = "digits";

    private HandTools() {}

    static List<Tool> of(Hands hands) {
        return Stream.of(Hand.values())
                .filter(hands::may)
                .map(hand -> tool(hand, hands))
                .toList();
    }

    private static Tool tool(Hand hand, Hands hands) {
        return switch (hand) {
            case END_CALL ->
                new Tool(
                        hand.word(),
                        "Hang up. Say goodbye in the same answer; the call ends when the caller has heard it.",
                        schema(Map.of(), List.of()));
            case TRANSFER_CALL ->
                new Tool(
                        hand.word(),
                        "Hand the caller over to somebody else. Say so in the same answer; it is done when the caller has"
                                + " heard it. Only these numbers are possible, * standing for any digits: "
                                + String.join(", ", hands.transferTo()),
                        schema(Map.of(TARGET, target(hands)), List.of(TARGET)));
            case SEND_DTMF ->
                new Tool(
                        hand.word(),
                        "Press keys of the telephone, for a voice menu at the other end.",
                        schema(
                                Map.of(
                                        DIGITS,
                                        Map.of(
                                                "type",
                                                "string",
                                                "pattern",
                                                "^[0-9*#A-D]{1," + hands.longestDtmf() + "}$")),
                                List.of(DIGITS)));
        };
    }

    private static Map<String, Object> target(Hands hands) {
        Map<String, Object> target = new LinkedHashMap<>(Map.of("type", "string", "description", "the number to call"));
        if (hands.transferTo().stream().noneMatch(number -> number.endsWith("*"))) {
            target.put("enum", hands.transferTo());
        }
        return target;
    }

    private static Map<String, Object> schema(Map<String, Object> properties, List<String> required) {
        return Map.of("type", "object", "properties", properties, "required", required, "additionalProperties", false);
    }
}
