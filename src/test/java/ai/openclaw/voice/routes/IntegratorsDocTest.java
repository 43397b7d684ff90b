package ai.openclaw.voice.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.testkit.RouteSimulation;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Every piece of YAML in docs/integrators.md is tried: as Camel's schema has it, and on a simulated call. */
class IntegratorsDocTest {
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(IntegratorsDocTest.class.getResourceAsStream("/schema/camelYamlDsl.json"));

    private static final Pattern BLOCK = Pattern.compile("```yaml\n# ([a-z ]+): (\\S+)\n(.*?)```", Pattern.DOTALL);

    /** {@code how} is {@code file}, {@code after}, {@code before} or {@code in place of}; {@code where} a file or an id. */
    record Block(String how, String where, String yaml) {}

    @TempDir
    private Path folder;

    static List<Block> blocks() {
        try {
            String doc = Files.readString(Path.of("docs/integrators.md"));
            List<Block> blocks = BLOCK.matcher(doc)
                    .results()
                    .map((MatchResult found) -> new Block(found.group(1), found.group(2), found.group(3)))
                    .toList();
            assertThat(blocks)
                    .as("each block says in its first line what it is")
                    .hasSize(doc.split("```yaml").length - 1)
                    .hasSizeGreaterThan(4);
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void satisfiesCamelsSchema(Block block) throws IOException {
        Object file = block.how.equals("file") ? new Yaml().load(block.yaml) : edited(block);

        assertThat(SCHEMA.validate(new ObjectMapper().valueToTree(file))).isEmpty();
    }

    @Test
    void aNameIsCorrectedBeforeTheBrainIsAsked() throws IOException {
        put(blockWith("correct-names"));
        try (RouteSimulation routes = RouteSimulation.start(folder)) {
            routes.callerSays("where is harbor street");

            routes.turn();

            assertThat(routes.bodiesSent("openclaw:voice")).containsExactly("where is Harbour Street");
        }
    }

    @Test
    void anotherBrainAnswersForOneExtension() throws IOException {
        put(blockWith("whose-brain"));
        Files.writeString(folder.resolve("sales.camel.yaml"), blockWith("id: sales-call").yaml);
        try (RouteSimulation routes = RouteSimulation.start(folder)) {
            routes.brainAnswers("Voice.").on("openclaw:sales", RouteSimulation.answer("Sales."));

            assertThat(routes.turnOn("9002")).containsExactly("Sales.");
            assertThat(routes.turnOn("9001")).containsExactly("Voice.");

            routes.fails("openclaw:sales", new IllegalStateException("gone"));
            assertThat(routes.turnOn("9002")).containsExactly("The brain is down.");
        }
    }

    @Test
    void aRedactionChangesWhatIsVoiced() throws IOException {
        put(blockWith("redact"));
        try (RouteSimulation routes = RouteSimulation.start(folder)) {
            routes.brainAnswers("Mr Smith, isn't it (he said, \"yes\")?", "Fine, $5.");

            assertThat(routes.turn()).containsExactly("Mr our customer, isn't it (he said, \"yes\")?", "Fine, $5.");
            assertThat(routes.notes()).isEmpty();
        }
    }

    @Test
    void aStepTakenOutLeavesThePhrase() throws IOException {
        put(blocks().stream()
                .filter(b -> b.yaml.contains("say-closed"))
                .findFirst()
                .orElseThrow());
        try (RouteSimulation routes = RouteSimulation.start(folder, "voice.phrases.closed=We are closed today.")) {
            assertThat(routes.turn()).containsExactly("We are closed today.");
            assertThat(routes.sent("openclaw:voice")).isEmpty();
        }
    }

    @Test
    void aBeanTranslatesTheQuestion() throws IOException {
        put(blockWith("translator"));
        try (RouteSimulation routes = RouteSimulation.start(folder, Map.of("translator", new Translator()))) {
            routes.callerSays("guten Tag");

            routes.turn();

            assertThat(routes.bodiesSent("openclaw:voice")).containsExactly("good day");
        }
    }

    /** What an integrator would write. */
    public static final class Translator {
        public String toEnglish(String words) {
            return words.equals("guten Tag") ? "good day" : words;
        }
    }

    private static Block blockWith(String text) {
        return blocks().stream().filter(b -> b.yaml.contains(text)).findFirst().orElseThrow();
    }

    private void put(Block block) throws IOException {
        Files.writeString(folder.resolve("voice-turn.camel.yaml"), new Yaml().dump(edited(block)));
    }

    private static Object edited(Block block) throws IOException {
        Object file = new Yaml().load(Files.readString(Path.of("src/main/resources/routes/voice-turn.camel.yaml")));
        List<Object> steps = new Yaml().load(block.yaml);
        assertThat(insert(file, block, steps))
                .as("step %s is there", block.where)
                .isTrue();
        return file;
    }

    @SuppressWarnings("unchecked")
    private static boolean insert(Object node, Block block, List<Object> steps) {
        if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (hasId(list.get(i), block.where)) {
                    List<Object> all = (List<Object>) list;
                    if (block.how.equals("in place of")) {
                        all.remove(i);
                    }
                    all.addAll(block.how.equals("after") ? i + 1 : i, steps);
                    return true;
                }
            }
        }
        return children(node).anyMatch(child -> insert(child, block, steps));
    }

    private static boolean hasId(Object step, String id) {
        return step instanceof Map<?, ?> map
                && map.values().stream().anyMatch(v -> v instanceof Map<?, ?> options && id.equals(options.get("id")));
    }

    private static Stream<?> children(Object node) {
        if (node instanceof Map<?, ?> map) {
            return new ArrayList<>(map.values()).stream();
        }
        return node instanceof List<?> list ? new ArrayList<>(list).stream() : Stream.empty();
    }
}
