package ai.openclaw.voice.bridge;

import ai.openclaw.voice.call.Hands;
import ai.openclaw.voice.call.Hands.Hand;
import ai.openclaw.voice.component.openclaw.ToolUse;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of the brain's wishes is let through. It knows the configuration and the wish, and nothing of what was said: no words
 * of a caller's or of a model's can widen it.
 */
final class HandPolicy {
    /**
     * @param hand which tool; null when there is none of that name
     * @param target the number to call, or the keys to press; null when there is none that can be read
     * @param refusal why not, in a word; null when it is let through
     */
    record Verdict(Hand hand, String target, String refusal) {
        boolean allowed() {
            return refusal == null;
        }
    }

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** What a wildcard can stand for: no @ and no colon, which would lead to another host; no codes with * or #. */
    private static final Pattern NUMBER = Pattern.compile("[+]?[A-Za-z0-9._-]{1,64}");
    /** What may be named in full. */
    private static final Pattern TARGET =
            Pattern.compile("[A-Za-z0-9+*#._-]{1,64}|sips?:[A-Za-z0-9+#._-]{1,64}@[A-Za-z0-9.:-]{1,253}");

    private static final Pattern KEYS = Pattern.compile("[0-9*#A-D]+");

    private HandPolicy() {}

    /** @param used how often tools were used in the call before */
    static Verdict judge(Hands hands, ToolUse use, int used) {
        Optional<Hand> named = Stream.of(Hand.values())
                .filter(hand -> hand.word().equals(use.name()))
                .findFirst();
        if (named.isEmpty()) {
            return new Verdict(null, null, "unknown-tool");
        }
        Hand hand = named.get();
        if (!hands.may(hand)) {
            return new Verdict(hand, null, "not-allowed");
        }
        if (used >= hands.mostUses()) {
            return new Verdict(hand, null, "too-many-uses");
        }
        if (!use.whole()) {
            return new Verdict(hand, null, "arguments-too-long");
        }
        JsonNode arguments = read(use.arguments());
        if (arguments == null) {
            return new Verdict(hand, null, "arguments-malformed");
        }
        return switch (hand) {
            case END_CALL -> new Verdict(hand, null, null);
            case TRANSFER_CALL -> transfer(hands, arguments);
            case SEND_DTMF -> dtmf(hands, arguments);
        };
    }

    private static JsonNode read(String arguments) {
        try {
            JsonNode read = arguments.isBlank() ? JSON.createObjectNode() : JSON.readTree(arguments);
            return read.isObject() ? read : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static Verdict transfer(Hands hands, JsonNode arguments) {
        JsonNode target = arguments.path(HandTools.TARGET);
        String number = target.isTextual() || target.isIntegralNumber()
                ? target.asText().strip()
                : "";
        if (!TARGET.matcher(number).matches()) {
            return new Verdict(Hand.TRANSFER_CALL, null, "target-malformed");
        }
        boolean permitted = hands.transferTo().stream().anyMatch(pattern -> matches(pattern, number));
        return new Verdict(Hand.TRANSFER_CALL, number, permitted ? null : "target-not-permitted");
    }

    private static boolean matches(String pattern, String number) {
        boolean beginning = pattern.endsWith("*") && !pattern.startsWith("sip");
        return beginning
                ? NUMBER.matcher(number).matches() && number.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(number);
    }

    private static Verdict dtmf(Hands hands, JsonNode arguments) {
        JsonNode digits = arguments.path(HandTools.DIGITS);
        String keys = digits.isTextual() || digits.isIntegralNumber()
                ? digits.asText().strip().toUpperCase(Locale.ROOT)
                : "";
        if (!KEYS.matcher(keys).matches()) {
            return new Verdict(Hand.SEND_DTMF, null, "keys-malformed");
        }
        return new Verdict(Hand.SEND_DTMF, keys, keys.length() > hands.longestDtmf() ? "too-many-keys" : null);
    }
}
