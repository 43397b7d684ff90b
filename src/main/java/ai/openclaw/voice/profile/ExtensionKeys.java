package ai.openclaw.voice.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which keys an extension can have, and the way from a file's objects to them. */
final class ExtensionKeys {
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9+*#._-]{1,32}");
    private static final Set<String> OWN = Set.of(
            "version",
            "name",
            "sip.registrar",
            "sip.domain",
            "sip.proxy",
            "sip.transport",
            "sip.auth-id",
            "sip.password",
            "sip.password-env",
            "sip.password-file",
            "sip.expires",
            "persona",
            "agent",
            "language",
            "greeting",
            "thinking",
            "transfer-failed",
            "voice",
            "stt",
            "tts",
            "callers",
            "tools.end-call",
            "tools.transfer-to",
            "tools.send-dtmf",
            "tools.longest-dtmf",
            "tools.most-uses");
    /** What v1 calls the things that we have, too. */
    private static final Map<String, String> OF_V1 = Map.of(
            "name", "name",
            "authId", "sip.auth-id",
            "password", "sip.password",
            "voiceId", "voice",
            "prompt", "persona",
            "language", "language",
            "greeting", "greeting",
            "thinkingPhrase", "thinking");

    private final Set<String> all = new TreeSet<>(OWN);

    /** @param manners the keys of how calls are held, such as {@code barge-in.enabled} */
    ExtensionKeys(Set<String> manners) {
        all.addAll(manners);
    }

    /** What {@code config/extensions.yaml} holds. */
    Map<String, ExtensionEntry> ofYaml(FileValue root) {
        Map<String, FileValue> top = root.map("extensions");
        top.forEach((key, value) -> {
            // Keys that begin so are a place for what extensions share.
            if (!key.equals("extensions") && !key.startsWith("x-")) {
                throw value.wrong(key + ": is no key of this file", "extensions: {\"9001\": {name: Assistant}}");
            }
        });
        Map<String, ExtensionEntry> entries = new LinkedHashMap<>();
        if (top.containsKey("extensions")) {
            top.get("extensions").map("extensions").forEach((extension, value) -> {
                checkNumber(extension, value);
                Map<String, FileValue> flat = new LinkedHashMap<>();
                flatten("", value.map(extension), flat);
                entries.put(extension, new ExtensionEntry(extension, value.place(), flat));
            });
        }
        return entries;
    }

    /** What v1's {@code devices.json} holds. Keys that we do not know are v1's own affair. */
    Map<String, ExtensionEntry> ofV1(FileValue root) {
        Map<String, ExtensionEntry> entries = new LinkedHashMap<>();
        root.map("devices.json").forEach((extension, value) -> {
            if (!value.isMap()) {
                return; // a remark, or a version: all devices are objects
            }
            checkNumber(extension, value);
            Map<String, FileValue> flat = new LinkedHashMap<>();
            value.map(extension).forEach((key, one) -> {
                if (key.equals("extension") && !one.text(key).equals(extension)) {
                    throw one.wrong("extension: " + one.text(key) + " stands below " + extension, extension);
                }
                if (OF_V1.containsKey(key)) {
                    one.text(key);
                    flat.put(OF_V1.get(key), one);
                }
            });
            entries.put(extension, new ExtensionEntry(extension, value.place(), flat));
        });
        return entries;
    }

    private static void checkNumber(String extension, FileValue value) {
        if (!NUMBER.matcher(extension).matches()) {
            throw value.wrong(extension + ": is no extension", "\"9001\"");
        }
    }

    private void flatten(String prefix, Map<String, FileValue> map, Map<String, FileValue> into) {
        map.forEach((key, value) -> {
            String whole = prefix + key;
            if (all.contains(whole)) {
                into.put(whole, value);
            } else if (all.stream().anyMatch(known -> known.startsWith(whole + "."))) {
                flatten(whole + ".", value.map(whole), into);
            } else {
                throw value.wrong(whole + ": is no key of an extension" + meant(whole), "");
            }
        });
    }

    private String meant(String key) {
        int dot = key.lastIndexOf('.');
        List<String> near = all.stream()
                .filter(known -> known.startsWith(key.substring(0, dot + 1)))
                .map(known -> known.substring(dot + 1).replaceFirst("[.].*", ""))
                .distinct()
                .toList();
        return NearestWord.to(key.substring(dot + 1), near)
                .map(word -> "; did you mean " + key.substring(0, dot + 1) + word + "?")
                .orElse("; there are " + String.join(", ", near));
    }
}
