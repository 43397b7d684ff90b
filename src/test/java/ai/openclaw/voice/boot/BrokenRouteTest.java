package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.openclaw.voice.testkit.RouteSimulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.env.MockEnvironment;

/** A mistake in a route file ends the start with one line that says where it is. */
class BrokenRouteTest {
    @TempDir
    private Path folder;

    private static String route(String step) {
        return """
                - route:
                    id: mine
                    from:
                      uri: direct:mine
                      steps:
                        %s
                """
                .formatted(step);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "a step that is none", route("- tto: {uri: direct:stt}"), ", line 6: Unknown node id: tto"),
                Arguments.of(
                        "an option that is none",
                        route("- to: {uri: direct:stt, colour: red}"),
                        ", line 6: Unsupported field: colour"),
                Arguments.of("no YAML", route("- to: {uri: direct:stt"), ", line 7: expected ',' or '}'"),
                Arguments.of("a tab", route("- to:\n\turi: direct:stt"), ", line 7: found character '\\t(TAB)'"),
                Arguments.of("not a list", "hello: world", ", line 1: a route file is a list"),
                Arguments.of(
                        "an id that is taken",
                        route("- log: hi").replace("id: mine", "id: voice-turn"),
                        ": route voice-turn is in the built-in voice-turn.camel.yaml, too."),
                Arguments.of(
                        "an unknown component",
                        route("- to: {uri: \"kafkaesque:x\"}"),
                        ", line 2: route mine: No endpoint could be found for: kafkaesque://x"),
                Arguments.of(
                        "an unknown component option",
                        route("- to: {uri: \"sip:reject?statsu=1\"}"),
                        ", line 2: route mine: sip: has no option statsu"),
                Arguments.of(
                        "an unknown bean",
                        route("- bean: {ref: redactor}"),
                        ", line 2: route mine: No bean could be found in the registry for: redactor"),
                Arguments.of(
                        "a missing property",
                        route("- to: {uri: \"{{no.such.key}}\"}"),
                        ", line 2: route mine: Property with key [no.such.key] not found"),
                Arguments.of(
                        "a bad expression",
                        route("- setBody: {simple: \"${body\"}"),
                        ", line 2: route mine: expected symbol functionEnd"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isSaidInOneLine(String what, String file, String expected) throws Exception {
        Files.writeString(folder.resolve("mine.camel.yaml"), file);
        Throwable failure = catchThrowable(() -> RouteSimulation.start(folder).close());
        MockEnvironment environment = new MockEnvironment()
                .withProperty(RouteFiles.PATTERN_KEY, "classpath:routes/*.camel.yaml,file:" + folder + "/*.yaml");

        String line = new StartFailure(environment).analyze(failure).getDescription();

        assertThat(line)
                .startsWith(folder.resolve("mine.camel.yaml") + expected)
                .doesNotContain("\n");
    }
}
