package ai.openclaw.voice.demo.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A piece of a YAML file that knows its place in it, so that what is wrong with it can be told in the reader's terms. */
final class YamlPart {
    private final String file;
    private final String key;
    private final Node node;
    private final String example;

    private YamlPart(String file, String key, Node node, String example) {
        this.file = file;
        this.key = key;
        this.node = node;
        this.example = example;
    }

    static YamlPart of(String file, Node node) {
        return new YamlPart(file, "the file", node, "");
    }

    /** The same, with what it should look like. */
    YamlPart like(String example) {
        return new YamlPart(file, key, node, example);
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    String key() {
        return key;
    }

    ScenarioFormatException wrong(String problem) {
        return new ScenarioFormatException(file, line(), key + " " + problem, example);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Its entries by key, in their order. */
    Map<String, YamlPart> map(String... permitted) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("must be keys with values");
        }
        Map<String, YamlPart> entries = new LinkedHashMap<>();
        Set<String> known = new LinkedHashSet<>(Arrays.asList(permitted));
        for (NodeTuple tuple : mapping.getValue()) {
            String name = ((ScalarNode) tuple.getKeyNode()).getValue();
            YamlPart entry = new YamlPart(file, name, tuple.getValueNode(), example);
            if (!known.isEmpty() && !known.contains(name)) {
                int line = tuple.getKeyNode().getStartMark().getLine() + 1;
                throw new ScenarioFormatException(
                        file, line, key + " has no key " + name + ", only " + String.join(", ", known), example);
            }
            if (entries.put(name, entry) != null) {
                throw entry.wrong("is there twice");
            }
        }
        return entries;
    }

    List<YamlPart> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("must be a list");
        }
        List<YamlPart> parts = new ArrayList<>();
        sequence.getValue().forEach(item -> parts.add(new YamlPart(file, key, item, example)));
        return parts;
    }

    /** One text or a list of them. */
    List<String> texts() {
        return isList() ? list().stream().map(YamlPart::text).collect(Collectors.toList()) : List.of(text());
    }

    String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong("must be a text");
        }
        return scalar.getValue().strip();
    }

    boolean isEmpty() {
        return node instanceof ScalarNode scalar && scalar.getValue().isBlank()
                || node instanceof MappingNode mapping && mapping.getValue().isEmpty();
    }

    boolean yes() {
        return switch (text()) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw wrong("must be true or false, not " + text());
        };
    }

    int number(int from, int to) {
        double value = decimal(from, to);
        if (value != Math.rint(value)) {
            throw wrong("must be a whole number, not " + text());
        }
        return (int) value;
    }

    double decimal(double from, double to) {
        double value;
        try {
            value = Double.parseDouble(text());
        } catch (NumberFormatException e) {
            throw wrong("must be a number, not " + text());
        }
        if (!(value >= from && value <= to)) {
            throw wrong("must be from " + plain(from) + " to " + plain(to) + ", not " + text());
        }
        return value;
    }

    /** A number with or without a percent sign. */
    double percent() {
        String value = text();
        if (value.endsWith("%")) {
            ScalarNode scalar = (ScalarNode) node;
            Node bare = new ScalarNode(
                    scalar.getTag(),
                    value.substring(0, value.length() - 1),
                    scalar.getStartMark(),
                    scalar.getEndMark(),
                    scalar.getScalarStyle());
            return new YamlPart(file, key, bare, example).decimal(0, 100);
        }
        return decimal(0, 100);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
