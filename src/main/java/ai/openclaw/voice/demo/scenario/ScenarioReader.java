package ai.openclaw.voice.demo.scenario;

import ai.openclaw.voice.demo.brain.BrainScript;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.ToolCall;
import ai.openclaw.voice.demo.caller.Codec;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads scenarios; docs/scenarios.md has every key. */
public final class ScenarioReader {
    private static final String LINE_EXAMPLE = "caller: {loss: 5%, jitter_ms: 50, gain_db: -20, codec: PCMA}";
    private static final String BRAIN_EXAMPLE = "brain: {answer: \"We open at nine.\", first_token_ms: 200}";
    private static final String TOOL_EXAMPLE = "tool: {name: transfer_call, arguments: {target: \"1001\"}}";
    private static final String THEN_EXAMPLE = "then: {record: {endReason: caller-hangup, turns: 1..2}}";

    private final StepReader steps;

    public ScenarioReader() {
        this(name -> Recordings.find().map(r -> r.text(name)).orElse(""));
    }

    /** @param wordsOfClip what is said in a recording; empty where that is not known */
    public ScenarioReader(UnaryOperator<String> wordsOfClip) {
        steps = new StepReader(new SoundReader(wordsOfClip));
    }

    /**
     * Reads one file.
     *
     * @throws IOException when it cannot be read
     * @throws ScenarioFormatException when it is no scenario
     */
    public Scenario read(Path file) throws IOException {
        return read(file.getFileName().toString(), Files.readString(file));
    }

    /** @param file what messages call it */
    public Scenario read(String file, String yaml) {
        Node root;
        try {
            root = new Yaml().compose(new StringReader(yaml));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ScenarioFormatException(file, line, "this is no YAML: " + e.getProblem(), "");
        }
        if (root == null) {
            throw new ScenarioFormatException(file, 1, "the file is empty", "scenario: two-questions");
        }
        return scenario(file, YamlPart.of(file, root));
    }

    private Scenario scenario(String file, YamlPart root) {
        Map<String, YamlPart> keys = root.map(
                "scenario", "description", "extension", "settings", "brain", "caller", "steps", "then", "only");
        String name = required(file, keys, "scenario", "scenario: cough-while-it-speaks")
                .text();
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw keys.get("scenario").wrong("must be a name of small letters, digits and hyphens, not " + name);
        }
        List<ScenarioStep> all = new ArrayList<>();
        for (YamlPart step : required(file, keys, "steps", "steps: [{say: \"hello\"}, {expect: {heard: \"hello\"}}]")
                .list()) {
            all.add(steps.read(step));
        }
        if (all.isEmpty()) {
            throw keys.get("steps").wrong("are none");
        }
        return new Scenario(
                name,
                file,
                keys.containsKey("description") ? keys.get("description").text() : "",
                keys.containsKey("extension") ? keys.get("extension").text() : "9001",
                keys.containsKey("settings") ? settings(keys.get("settings")) : Map.of(),
                keys.containsKey("brain") ? brain(keys.get("brain").like(BRAIN_EXAMPLE)) : BrainScript.NONE,
                keys.containsKey("caller") ? line(keys.get("caller").like(LINE_EXAMPLE)) : CallerLine.PERFECT,
                List.copyOf(all),
                keys.containsKey("then") ? then(keys.get("then").like(THEN_EXAMPLE)) : Scenario.Afterwards.ANYTHING,
                keys.containsKey("only") ? only(keys.get("only").like("only: sip")) : Set.of());
    }

    private static YamlPart required(String file, Map<String, YamlPart> keys, String key, String example) {
        YamlPart part = keys.get(key);
        if (part == null) {
            throw new ScenarioFormatException(file, 1, "the key " + key + " is missing", example);
        }
        return part.like(example);
    }

    private static Map<String, String> settings(YamlPart part) {
        Map<String, String> settings = new TreeMap<>();
        part.like("settings: {voice.barge-in.resume: next-clause}").map().forEach((key, value) -> {
            if (!key.startsWith("voice.")) {
                throw value.wrong("is no setting of ours: they begin with voice.");
            }
            settings.put(key, value.text());
        });
        return settings;
    }

    private static Set<Scenario.Runner> only(YamlPart part) {
        return part.texts().stream()
                .map(name -> switch (name) {
                    case "sip" -> Scenario.Runner.SIP;
                    case "virtual" -> Scenario.Runner.VIRTUAL;
                    default -> throw part.wrong("must be sip or virtual, not " + name);
                })
                .collect(Collectors.toSet());
    }

    private static BrainScript brain(YamlPart part) {
        List<BrainScript.Part> parts = new ArrayList<>();
        for (YamlPart item : part.isList() ? part.list() : List.of(part)) {
            parts.add(answer(item));
        }
        return new BrainScript(List.copyOf(parts));
    }

    private static BrainScript.Part answer(YamlPart part) {
        Map<String, YamlPart> keys = part.map(
                "when_asked",
                "answer",
                "answer_words",
                "first_token_ms",
                "tokens_per_second",
                "fault",
                "status",
                "delay_ms",
                "after_tokens",
                "text",
                "tool");
        String answer = keys.containsKey("answer") ? keys.get("answer").text() : null;
        if (keys.containsKey("answer_words")) {
            answer = longAnswer(keys.get("answer_words").number(1, 100_000));
        }
        return new BrainScript.Part(
                keys.containsKey("when_asked") ? keys.get("when_asked").text() : "",
                answer,
                number(keys, "first_token_ms", 0, 120_000),
                number(keys, "tokens_per_second", 1, 10_000),
                keys.containsKey("fault") ? fault(keys) : null,
                keys.containsKey("tool") ? tool(keys.get("tool").like(TOOL_EXAMPLE)) : null);
    }

    private static ToolCall tool(YamlPart part) {
        Map<String, YamlPart> keys = part.map("name", "arguments");
        if (!keys.containsKey("name")) {
            throw part.wrong("has no name");
        }
        YamlPart arguments = keys.get("arguments");
        if (arguments != null && !arguments.isMap()) {
            return new ToolCall(keys.get("name").text(), arguments.text());
        }
        ObjectNode json = new ObjectMapper().createObjectNode();
        if (arguments != null) {
            arguments.map().forEach((key, value) -> json.put(key, value.text()));
        }
        return new ToolCall(keys.get("name").text(), json.toString());
    }

    private static Fault fault(Map<String, YamlPart> keys) {
        YamlPart name = keys.get("fault");
        try {
            return new Fault(
                    Fault.Kind.of(name.text()),
                    number(keys, "status", 100, 599),
                    null,
                    number(keys, "delay_ms", 0, 120_000),
                    number(keys, "after_tokens", -1, 10_000),
                    keys.containsKey("text") ? keys.get("text").text() : null,
                    null);
        } catch (IllegalArgumentException e) {
            throw name.wrong("is none that the demo brain knows: " + name.text());
        }
    }

    /** Sentences that differ, so that it can be told how far a listener came. */
    private static String longAnswer(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i += 8) {
            text.append("This is part ").append(i / 8 + 1).append(" of a long answer. ");
        }
        return text.toString().strip();
    }

    private static Integer number(Map<String, YamlPart> keys, String key, int from, int to) {
        return keys.containsKey(key) ? keys.get(key).number(from, to) : null;
    }

    private static CallerLine line(YamlPart part) {
        Map<String, YamlPart> keys =
                part.map("loss", "jitter_ms", "gain_db", "overdrive_db", "echo_db", "echo_ms", "codec", "transport");
        return new CallerLine(
                keys.containsKey("loss") ? keys.get("loss").percent() : 0,
                keys.containsKey("jitter_ms") ? keys.get("jitter_ms").number(0, 1000) : 0,
                keys.containsKey("gain_db") ? keys.get("gain_db").decimal(-60, 40) : 0,
                keys.containsKey("overdrive_db") ? keys.get("overdrive_db").decimal(0, 40) : 0,
                keys.containsKey("echo_db") ? keys.get("echo_db").decimal(-80, 0) : null,
                keys.containsKey("echo_ms") ? keys.get("echo_ms").number(0, 1000) : CallerLine.PERFECT.echoMs(),
                keys.containsKey("codec") ? codec(keys.get("codec")) : null,
                keys.containsKey("transport") && transportIsTcp(keys.get("transport")));
    }

    private static Codec codec(YamlPart part) {
        try {
            return Codec.valueOf(part.text().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw part.wrong("must be PCMU or PCMA, not " + part.text());
        }
    }

    private static boolean transportIsTcp(YamlPart part) {
        return switch (part.text()) {
            case "tcp" -> true;
            case "udp" -> false;
            default -> throw part.wrong("must be udp or tcp, not " + part.text());
        };
    }

    private static Scenario.Afterwards then(YamlPart part) {
        Map<String, YamlPart> keys = part.map("record", "asked");
        Map<String, String> record = new LinkedHashMap<>();
        if (keys.containsKey("record")) {
            keys.get("record").map().forEach((field, value) -> {
                RecordCheck.refuseUnknown(field, value);
                record.put(field, value.text());
            });
        }
        return new Scenario.Afterwards(
                record, keys.containsKey("asked") ? keys.get("asked").text() : null);
    }
}
