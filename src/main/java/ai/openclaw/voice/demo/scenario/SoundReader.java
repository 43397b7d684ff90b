package ai.openclaw.voice.demo.scenario;

import ai.openclaw.voice.demo.scenario.CallerSound.Kind;
import ai.openclaw.voice.demo.scenario.CallerSound.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads what the caller says or makes a noise with. */
final class SoundReader {
    /** What makes a sound by itself, with how long it lasts unless said, ms. */
    static final Map<String, Integer> NOISES =
            Map.of("cough", 450, "noise", 2000, "music", 4000, "hum", 4000, "mhm", 450, "pause", 1000);

    static final String EXAMPLE = "say: [{text: \"I would like\"}, {pause: 900}, {text: \"to come on Monday\"}]";

    private static final String[] KEYS = {
        "text", "clip", "from_ms", "to_ms", "cough", "noise", "music", "hum", "mhm", "pause", "gain_db", "over"
    };

    private final UnaryOperator<String> wordsOfClip;

    /** @param wordsOfClip what is said in a recording; empty where that is not known */
    SoundReader(UnaryOperator<String> wordsOfClip) {
        this.wordsOfClip = wordsOfClip;
    }

    /** @param besides keys that are not the sound's */
    CallerSound read(YamlPart part, String... besides) {
        if (!part.isMap()) {
            List<Part> parts = new ArrayList<>();
            for (YamlPart item : part.isList() ? part.list() : List.of(part)) {
                parts.add(item.isMap() ? part(item, item.map(KEYS)) : text(item.text(), 0, item));
            }
            if (parts.isEmpty()) {
                throw part.wrong("is empty");
            }
            return new CallerSound(parts, null);
        }
        Map<String, YamlPart> keys = part.map(
                Stream.concat(Arrays.stream(KEYS), Arrays.stream(besides)).toArray(String[]::new));
        CallerSound over = keys.containsKey("over") ? read(keys.get("over")) : null;
        return new CallerSound(List.of(part(part, keys)), over);
    }

    private Part part(YamlPart where, Map<String, YamlPart> keys) {
        double gain = keys.containsKey("gain_db") ? keys.get("gain_db").decimal(-60, 40) : 0;
        if (keys.containsKey("clip")) {
            String name = keys.get("clip").text();
            String words = keys.containsKey("text") ? keys.get("text").text() : wordsOfClip.apply(name);
            if (words.isBlank()) {
                throw keys.get("clip").wrong("is no recording whose words are known here; say them in text");
            }
            int from = keys.containsKey("from_ms") ? keys.get("from_ms").number(0, 600_000) : 0;
            int to = keys.containsKey("to_ms") ? keys.get("to_ms").number(from + 1, 600_000) : 0;
            return new Part(Kind.CLIP, words, name, 0, from, to, gain);
        }
        if (keys.containsKey("text")) {
            return text(keys.get("text").text(), gain, keys.get("text"));
        }
        for (String noise : NOISES.keySet()) {
            if (keys.containsKey(noise)) {
                return noise(noise, keys.get(noise), gain);
            }
        }
        throw where.wrong("has no sound: one of text, clip, " + String.join(", ", NOISES.keySet()));
    }

    private static Part text(String words, double gain, YamlPart where) {
        if (words.isBlank()) {
            throw where.wrong("says nothing");
        }
        return new Part(Kind.TEXT, words, 0, gain);
    }

    /** {@code cough: 300}, {@code cough: {ms: 300, gain_db: -6}} or {@code cough: {}}. */
    static Part noise(String name, YamlPart value, double gain) {
        int ms = NOISES.get(name);
        if (value.isMap()) {
            Map<String, YamlPart> keys = value.map("ms", "gain_db");
            ms = keys.containsKey("ms") ? keys.get("ms").number(20, 120_000) : ms;
            gain = keys.containsKey("gain_db") ? keys.get("gain_db").decimal(-60, 40) : gain;
        } else if (!value.isEmpty()) {
            ms = value.number(20, 120_000);
        }
        Kind kind = Kind.valueOf(name.toUpperCase(Locale.ROOT));
        return new Part(kind, kind == Kind.MHM ? "mhm" : "", ms, gain);
    }
}
