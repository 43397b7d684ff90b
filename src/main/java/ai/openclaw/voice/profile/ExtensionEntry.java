package ai.openclaw.voice.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the files say of one extension: its keys, flat, such as {@code sip.auth-id}, each with its value and its place. Keys
 * of another file can lie over it.
 */
final class ExtensionEntry {
    private final String extension;
    private final Place place;
    private final Map<String, FileValue> values;

    ExtensionEntry(String extension, Place place, Map<String, FileValue> values) {
        this.extension = extension;
        this.place = place;
        this.values = values;
    }

    String extension() {
        return extension;
    }

    Place place() {
        return place;
    }

    Set<String> keys() {
        return values.keySet();
    }

    boolean has(String key) {
        return values.containsKey(key) && !isBlank(values.get(key));
    }

    boolean hasBelow(String prefix) {
        return values.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    /** Where the key stands, or the extension itself where it does not. */
    Place placeOf(String key) {
        return values.containsKey(key) ? values.get(key).place() : place;
    }

    ExtensionEntry under(ExtensionEntry upper) {
        Map<String, FileValue> both = new LinkedHashMap<>(values);
        both.putAll(upper.values);
        return new ExtensionEntry(extension, upper.place, both);
    }

    /** The text, or null where there is none. */
    String text(String key) {
        return has(key) ? values.get(key).text(key).strip() : null;
    }

    /**
     * As {@link #text(String)}, of a text that has to be of a certain kind.
     *
     * @param rule what it must be, for the message
     */
    String text(String key, Predicate<String> good, String rule, String example) {
        String text = text(key);
        if (text != null && !good.test(text)) {
            throw wrong(key, text + " " + rule, example);
        }
        return text;
    }

    boolean yes(String key, boolean standard) {
        String text =
                text(key, value -> value.matches("true|false"), "must be true or false", String.valueOf(standard));
        return text == null ? standard : Boolean.parseBoolean(text);
    }

    int number(String key, int from, int to, int standard) {
        String text = text(
                key,
                value -> value.matches("-?[0-9]{1,9}")
                        && Integer.parseInt(value) >= from
                        && Integer.parseInt(value) <= to,
                "must be a whole number between " + from + " and " + to,
                String.valueOf(standard));
        return text == null ? standard : Integer.parseInt(text);
    }

    List<String> texts(String key) {
        return has(key)
                ? values.get(key).texts(key).stream()
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList()
                : List.of();
    }

    /** @param what follows the key, and never quotes a secret */
    WrongProfileException wrong(String key, String what, String example) {
        return new WrongProfileException(placeOf(key), key + ": " + what, example);
    }

    private static boolean isBlank(FileValue value) {
        return value.isText() && value.text("").isBlank();
    }
}
