package ai.openclaw.voice.profile;

import java.util.List;
import java.util.Map;

/** A value of a file, with its place: a text, a list, or an object. Messages about it never quote it when it is a secret. */
final class FileValue {
    private final Place place;
    private final String text;
    private final List<FileValue> list;
    private final Map<String, FileValue> map;

    private FileValue(Place place, String text, List<FileValue> list, Map<String, FileValue> map) {
        this.place = place;
        this.text = text;
        this.list = list;
        this.map = map;
    }

    /** @param text empty where the file says nothing */
    static FileValue text(Place place, String text) {
        return new FileValue(place, text, null, null);
    }

    static FileValue list(Place place, List<FileValue> list) {
        return new FileValue(place, null, List.copyOf(list), null);
    }

    /** @param map in the file's order; kept as it is */
    static FileValue map(Place place, Map<String, FileValue> map) {
        return new FileValue(place, null, null, map);
    }

    Place place() {
        return place;
    }

    boolean isMap() {
        return map != null;
    }

    boolean isText() {
        return text != null;
    }

    /** @param key what messages call it */
    Map<String, FileValue> map(String key) {
        if (map == null && text != null && text.isEmpty()) {
            return Map.of();
        }
        if (map == null) {
            throw wrong(key + ": holds no keys", key + ": {...}");
        }
        return map;
    }

    String text(String key) {
        if (text == null) {
            throw wrong(key + ": must be one value", key + ": ...");
        }
        return text;
    }

    /** A list, or one text in the place of a list of one. */
    List<String> texts(String key) {
        if (list != null) {
            return list.stream().map(one -> one.text(key)).toList();
        }
        return text(key).isEmpty() ? List.of() : List.of(text);
    }

    WrongProfileException wrong(String what, String example) {
        return new WrongProfileException(place, what, example);
    }
}
