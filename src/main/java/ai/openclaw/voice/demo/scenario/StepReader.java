package ai.openclaw.voice.demo.scenario;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a scenario's steps. */
final class StepReader {
    /** How long is waited unless the file says it, ms: longer than a cold start's first answer takes on a slow machine. */
    private static final int PATIENCE_MS = 15_000;

    private static final Map<String, String> EXAMPLES = Map.of(
            "say", SoundReader.EXAMPLE,
            "background", "background: {noise: 20000, gain_db: -20}",
            "barge_in", "barge_in: {at_ms: 800, text: \"stop, please\"}",
            "expect", "expect: {heard: \"how can I help\", within_ms: 5000}",
            "wait", "wait: 1500",
            "dtmf", "dtmf: \"12#\"",
            "hold", "hold: {ms: 3000, music: true}");

    private final SoundReader sounds;

    StepReader(SoundReader sounds) {
        this.sounds = sounds;
    }

    ScenarioStep read(YamlPart part) {
        if (!part.isMap()) {
            if (part.text().equals("hang_up")) {
                return new ScenarioStep.HangUp(part.line());
            }
            throw part.wrong("has a step that does not exist: " + part.text());
        }
        String[] names = Stream.concat(
                        Stream.of("say", "background", "barge_in", "expect", "wait", "dtmf", "hold", "hang_up"),
                        SoundReader.NOISES.keySet().stream()
                                .filter(n -> !n.equals("pause"))
                                .sorted())
                .toArray(String[]::new);
        Map<String, YamlPart> keys = part.map(names);
        if (keys.size() != 1) {
            throw part.wrong("has a step with " + keys.size() + " keys; each step has one, such as {wait: 500}");
        }
        String name = keys.keySet().iterator().next();
        return step(part.line(), name, keys.get(name).like(EXAMPLES.getOrDefault(name, name + ": {}")));
    }

    private ScenarioStep step(int line, String name, YamlPart value) {
        return switch (name) {
            case "say" -> new ScenarioStep.Say(line, sounds.read(value));
            case "background" -> new ScenarioStep.Background(line, sounds.read(value));
            case "barge_in" -> bargeIn(line, value);
            case "expect" -> new ScenarioStep.Expect(line, expectation(value));
            case "wait" -> new ScenarioStep.Wait(line, ms(value));
            case "dtmf" -> dtmf(line, value);
            case "hold" -> hold(line, value);
            case "hang_up" -> new ScenarioStep.HangUp(line);
            default -> new ScenarioStep.Say(line, new CallerSound(List.of(SoundReader.noise(name, value, 0)), null));
        };
    }

    private static int ms(YamlPart value) {
        return value.isMap() ? value.map("ms").values().iterator().next().number(0, 600_000) : value.number(0, 600_000);
    }

    private ScenarioStep bargeIn(int line, YamlPart value) {
        Map<String, YamlPart> all = value.map();
        int at = all.containsKey("at_ms") ? all.get("at_ms").number(0, 60_000) : 500;
        CallerSound sound = all.containsKey("say")
                ? sounds.read(all.get("say").like(SoundReader.EXAMPLE))
                : sounds.read(value, "at_ms");
        return new ScenarioStep.BargeIn(line, at, sound);
    }

    private static ScenarioStep dtmf(int line, YamlPart value) {
        if (!value.text().matches("[0-9*#A-Da-d]{1,32}")) {
            throw value.wrong("must be keys of 0-9*#A-D, not " + value.text());
        }
        return new ScenarioStep.Dtmf(line, value.text());
    }

    private static ScenarioStep hold(int line, YamlPart value) {
        Map<String, YamlPart> keys = value.map("ms", "music");
        int ms = keys.containsKey("ms") ? keys.get("ms").number(100, 120_000) : 3000;
        return new ScenarioStep.Hold(
                line, ms, keys.containsKey("music") && keys.get("music").yes());
    }

    private static Expectation expectation(YamlPart value) {
        Map<String, YamlPart> keys = value.map(
                "heard",
                "not_heard",
                "share",
                "within_ms",
                "speech_within_ms",
                "silent_within_ms",
                "absent",
                "for_ms",
                "hangup_within_ms");
        List<String> sorts = keys.keySet().stream()
                .map(key -> switch (key) {
                    case "heard", "not_heard", "share", "within_ms" -> "heard";
                    case "absent", "for_ms" -> "absent";
                    default -> key;
                })
                .distinct()
                .collect(Collectors.toList());
        if (sorts.size() != 1) {
            throw value.wrong(sorts.isEmpty() ? "names nothing" : "mixes " + sorts + "; make a step of each");
        }
        return switch (sorts.get(0)) {
            case "heard" -> words(value, keys);
            case "absent" -> {
                if (keys.containsKey("absent") && !keys.get("absent").text().equals("speech")) {
                    throw keys.get("absent").wrong("must be speech");
                }
                yield new Expectation.NoSpeech(
                        keys.containsKey("for_ms") ? keys.get("for_ms").number(100, 120_000) : 2000);
            }
            case "speech_within_ms" ->
                new Expectation.Speech(keys.get("speech_within_ms").number(0, 120_000));
            case "silent_within_ms" ->
                new Expectation.Silence(keys.get("silent_within_ms").number(0, 120_000));
            default -> new Expectation.Hangup(keys.get("hangup_within_ms").number(0, 600_000));
        };
    }

    private static Expectation words(YamlPart value, Map<String, YamlPart> keys) {
        List<String> heard = keys.containsKey("heard") ? keys.get("heard").texts() : List.of();
        List<String> not = keys.containsKey("not_heard") ? keys.get("not_heard").texts() : List.of();
        if (heard.isEmpty() && not.isEmpty()) {
            throw value.wrong("names no words");
        }
        double share = keys.containsKey("share") ? keys.get("share").decimal(0.1, 1) : Expectation.DEFAULT_SHARE;
        int within = keys.containsKey("within_ms") ? keys.get("within_ms").number(0, 120_000) : PATIENCE_MS;
        return new Expectation.Words(heard, not, share, within);
    }
}
