package ai.openclaw.voice.profile;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML with the place of each value. Values stay texts: {@code "0042"} and {@code 0042} are the same number to dial. */
final class YamlText {
    /** Deeper than any description of an extension, and an end to a value that contains itself. */
    private static final int DEEPEST = 10;

    private final String file;

    private YamlText(String file) {
        this.file = file;
    }

    /** @throws WrongProfileException when it is no YAML */
    static FileValue read(String file, String text) {
        Node root;
        try {
            root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new WrongProfileException(new Place(file, line), "this is no YAML: " + withoutValues(e), "");
        } catch (YAMLException e) {
            throw new WrongProfileException(
                    new Place(file, 1),
                    "this is no YAML: " + e.getMessage().lines().findFirst().orElse(""),
                    "");
        }
        return root == null ? FileValue.text(new Place(file, 1), "") : new YamlText(file).value(root, 0);
    }

    /** A password that begins with an asterisk and stands without quotes is read as the name of something shared. */
    private static String withoutValues(MarkedYAMLException e) {
        return e.getProblem().replaceFirst("(found undefined alias).*", "$1; a value with * is put in quotes");
    }

    private FileValue value(Node node, int depth) {
        Place place = place(node);
        if (depth > DEEPEST) {
            throw new WrongProfileException(place, "goes too deep", "");
        }
        if (node instanceof MappingNode mapping) {
            return FileValue.map(place, map(mapping, depth));
        }
        if (node instanceof SequenceNode sequence) {
            List<FileValue> list = new ArrayList<>();
            sequence.getValue().forEach(one -> list.add(value(one, depth + 1)));
            return FileValue.list(place, list);
        }
        return FileValue.text(place, node.getTag().equals(Tag.NULL) ? "" : ((ScalarNode) node).getValue());
    }

    private Map<String, FileValue> map(MappingNode mapping, int depth) {
        Map<String, FileValue> map = new LinkedHashMap<>();
        Map<String, FileValue> inherited = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new WrongProfileException(place(entry.getKeyNode()), "a key must be a word", "language: en-US");
            }
            if (key.getTag().equals(Tag.MERGE)) {
                // What several extensions share: <<: *shared
                inherited.putAll(value(entry.getValueNode(), depth + 1).map("<<"));
            } else if (map.put(key.getValue(), value(entry.getValueNode(), depth + 1)) != null) {
                throw new WrongProfileException(place(key), key.getValue() + ": is there twice", "");
            }
        }
        inherited.forEach(map::putIfAbsent);
        return map;
    }

    private Place place(Node node) {
        return new Place(file, node.getStartMark().getLine() + 1);
    }
}
