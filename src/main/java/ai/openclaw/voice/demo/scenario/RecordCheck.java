package ai.openclaw.voice.demo.scenario;

import ai.openclaw.voice.call.CallRecord;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Compares a call's record with what a scenario says of it. */
public final class RecordCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FIELDS = Arrays.stream(CallRecord.class.getRecordComponents())
            .map(c -> c.getName())
            .toList();

    private RecordCheck() {}

    static void refuseUnknown(String field, YamlPart value) {
        if (!FIELDS.contains(field)) {
            throw value.wrong("is no field of a call's record; they are " + String.join(", ", FIELDS));
        }
    }

    /** What is otherwise than wanted, in words; empty when all is well. */
    public static List<String> differences(Map<String, String> wanted, CallRecord record) {
        JsonNode is = JSON.valueToTree(record);
        List<String> differences = new ArrayList<>();
        wanted.forEach((field, value) -> {
            if (!fits(value, is.path(field))) {
                differences.add(field + " is " + is.path(field) + ", not " + value);
            }
        });
        return differences;
    }

    private static boolean fits(String wanted, JsonNode is) {
        if (is.isArray()) {
            if (wanted.equals("none")) {
                return is.isEmpty();
            }
            for (JsonNode entry : is) {
                if (entry.asText().equals(wanted)) {
                    return true;
                }
            }
            return false;
        }
        int dots = wanted.indexOf("..");
        if (dots > 0 && is.isNumber()) {
            double from = Double.parseDouble(wanted.substring(0, dots));
            String to = wanted.substring(dots + 2);
            return is.asDouble() >= from && (to.isEmpty() || is.asDouble() <= Double.parseDouble(to));
        }
        return is.asText().equals(wanted);
    }
}
