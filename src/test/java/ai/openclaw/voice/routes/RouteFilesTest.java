package ai.openclaw.voice.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Every route file is YAML that Camel's own schema accepts, the way Kaoto and the camel CLI read it. */
class RouteFilesTest {
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json"));

    static List<Path> routeFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/routes"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void satisfiesCamelsSchema(Path file) throws IOException {
        assertThat(SCHEMA.validate(read(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void everyRouteHasAnIdAndADescription(Path file) throws IOException {
        for (JsonNode entry : read(file)) {
            if (entry.has("route")) {
                assertThat(entry.at("/route/id").asText()).isNotBlank();
                assertThat(entry.at("/route/description").asText())
                        .as("description of %s", entry.at("/route/id").asText())
                        .isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void everyStepThatCallsSomethingHasAnId(Path file) throws IOException {
        for (String step : List.of("to", "bean", "choice", "split", "filter", "circuitBreaker")) {
            for (JsonNode node : read(file).findValues(step)) {
                assertThat(node.path("id").asText())
                        .as("id of a step %s: %s", step, node)
                        .isNotBlank();
            }
        }
    }

    @Test
    void noIdIsUsedTwice() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : routeFiles()) {
            read(file).findValues("id").forEach(id -> ids.add(id.asText()));
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().valueToTree(new Yaml().load(Files.readString(file)));
    }
}
