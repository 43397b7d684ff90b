package ai.openclaw.voice.outbound;

import ai.openclaw.voice.call.Errand;
import ai.openclaw.voice.call.NotSpeakableException;
import ai.openclaw.voice.call.Speakable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A request for a call, read and found good. v1's rules hold, so that what it took is taken here.
 *
 * @param to the number as it was asked for: digits, or {@code +} and digits
 * @param message what is said
 * @param context what the brain has to know; empty for nothing
 * @param machine what is done when an answering machine picks up; null for what is usual
 * @param device which extension calls, by number or name; null for the first
 * @param callerId the number that the callee is to see, or null
 * @param timeoutSeconds how long it may ring
 * @param webhookUrl who is told of each change, or null
 */
public record OutboundRequest(
        String to,
        Speakable message,
        Errand.Mode mode,
        Errand.OnMachine machine,
        String device,
        String callerId,
        String context,
        int timeoutSeconds,
        URI webhookUrl) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** E.164, or an extension. Letters, {@code @} and {@code ;} would make another SIP address of it. */
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{1,14}|[0-9]{1,15}");

    private static final int LONGEST_MESSAGE = 1000;
    /** Some thousand tokens, which the brain reads with each question of the call. */
    private static final int LONGEST_CONTEXT = 8000;

    private static final int LONGEST_DEVICE = 64;
    private static final int DEFAULT_TIMEOUT_SECONDS = 30;

    /**
     * Reads a JSON object.
     *
     * @param settings which numbers may be called
     * @param webhooks which hosts may be told
     * @throws InvalidRequestException naming the field, the value and the rule
     */
    static OutboundRequest read(String body, OutboundSettings settings, WebhookPolicy webhooks)
            throws InvalidRequestException {
        JsonNode json = object(body);
        String to = number(json, "to", true, "must be a valid phone number (e.g. +15551234567 or extension 5755)");
        if (!settings.allows(to)) {
            throw new InvalidRequestException("to", to, "must be a number that voice.outbound.allowed-prefixes allows");
        }
        return new OutboundRequest(
                to,
                message(json),
                mode(json),
                machine(json),
                text(json, "device", LONGEST_DEVICE, "must be a string (extension number or device name)"),
                number(json, "callerId", false, "must be a valid phone number if provided"),
                context(json),
                timeout(json),
                webhook(json, webhooks));
    }

    private static JsonNode object(String body) throws InvalidRequestException {
        try {
            JsonNode json = JSON.readTree(body == null ? "" : body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Told below in one line: a parser's message repeats the words that were sent.
        }
        throw new InvalidRequestException("body", null, "is required and must be a JSON object");
    }

    private static String number(JsonNode json, String field, boolean required, String rule)
            throws InvalidRequestException {
        JsonNode value = json.get(field);
        if (isAbsent(value)) {
            if (required) {
                throw new InvalidRequestException(field, null, "is required");
            }
            return null;
        }
        if (!value.isTextual() || !NUMBER.matcher(value.asText()).matches()) {
            throw new InvalidRequestException(field, value.asText(value.toString()), rule);
        }
        return value.asText();
    }

    private static Speakable message(JsonNode json) throws InvalidRequestException {
        JsonNode value = json.get("message");
        if (isAbsent(value)) {
            throw new InvalidRequestException("message", null, "is required");
        }
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new InvalidRequestException("message", value.asText(), "must be a non-empty string");
        }
        if (value.asText().length() > LONGEST_MESSAGE) {
            throw new InvalidRequestException(
                    "message",
                    value.asText().length() + " characters",
                    "must be " + LONGEST_MESSAGE + " characters or less");
        }
        try {
            return Speakable.ofAnswer(value.asText());
        } catch (NotSpeakableException e) {
            throw new InvalidRequestException("message", null, "must not be an error's text: nobody wants to hear one");
        }
    }

    private static Errand.Mode mode(JsonNode json) throws InvalidRequestException {
        JsonNode value = json.get("mode");
        if (isAbsent(value)) {
            return Errand.Mode.ANNOUNCE;
        }
        for (Errand.Mode mode : Errand.Mode.values()) {
            if (value.isTextual() && mode.name().toLowerCase(Locale.ROOT).equals(value.asText())) {
                return mode;
            }
        }
        throw new InvalidRequestException(
                "mode", value.asText(value.toString()), "must be either \"announce\" or \"conversation\"");
    }

    private static Errand.OnMachine machine(JsonNode json) throws InvalidRequestException {
        JsonNode value = json.get("machine");
        if (isAbsent(value)) {
            return null;
        }
        for (Errand.OnMachine machine : Errand.OnMachine.values()) {
            if (value.isTextual() && machine.word().equals(value.asText())) {
                return machine;
            }
        }
        throw new InvalidRequestException(
                "machine", value.asText(value.toString()), "must be \"hangup\", \"leave-message\" or \"ignore\"");
    }

    Errand.OnMachine onMachine(Errand.OnMachine usual) {
        return machine == null ? usual : machine;
    }

    private static String text(JsonNode json, String field, int longest, String rule) throws InvalidRequestException {
        JsonNode value = json.get(field);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isTextual() || value.asText().length() > longest) {
            throw new InvalidRequestException(field, value.asText(value.toString()), rule);
        }
        return value.asText();
    }

    /** A string, or an object as it stands: the model reads JSON well. */
    private static String context(JsonNode json) throws InvalidRequestException {
        JsonNode value = json.get("context");
        if (isAbsent(value)) {
            return "";
        }
        if (!value.isTextual() && !value.isContainerNode()) {
            throw new InvalidRequestException("context", value.asText(), "must be a string or object");
        }
        String text = value.isTextual() ? value.asText() : value.toString();
        if (text.length() > LONGEST_CONTEXT) {
            throw new InvalidRequestException(
                    "context", text.length() + " characters", "must be " + LONGEST_CONTEXT + " characters or less");
        }
        return text;
    }

    private static int timeout(JsonNode json) throws InvalidRequestException {
        JsonNode value = json.get("timeoutSeconds");
        if (isAbsent(value)) {
            return DEFAULT_TIMEOUT_SECONDS;
        }
        String text = value.asText(value.toString());
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 5 || Integer.parseInt(text) > 120) {
            throw new InvalidRequestException("timeoutSeconds", text, "must be an integer between 5 and 120");
        }
        return Integer.parseInt(text);
    }

    private static URI webhook(JsonNode json, WebhookPolicy webhooks) throws InvalidRequestException {
        JsonNode value = json.get("webhookUrl");
        if (isAbsent(value)) {
            return null;
        }
        String rule = webhooks.objection(value.asText());
        if (!value.isTextual() || rule != null) {
            throw new InvalidRequestException("webhookUrl", value.asText(), rule == null ? "must be a string" : rule);
        }
        return URI.create(value.asText());
    }

    private static boolean isAbsent(JsonNode value) {
        return value == null
                || value.isNull()
                || value.isTextual() && value.asText().isEmpty();
    }

    /** Whom it is for is nobody's business who reads a log. */
    @Override
    public String toString() {
        return mode + " request";
    }
}
