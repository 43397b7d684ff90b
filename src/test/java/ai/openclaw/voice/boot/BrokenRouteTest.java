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
                Arguments.of("a step that is none", route("- tto: {uri: direct:stt}"), "x"),
                Arguments.of("an option that is none", route("- to: {uri: direct:stt, colour: red}"), "x"),
                Arguments.of("no YAML", route("- to: {uri: direct:stt"), "x"),
                Arguments.of("a tab", route("- to:\n\turi: direct:stt"), "x"),
                Arguments.of("not a list", "hello: world", "x"),
                Arguments.of("an id that is taken", route("- log: hi").replace("id: mine", "id: voice-turn"), "x"),
                Arguments.of(
                        "an entry that is taken", route("- log: hi").replace("direct:mine", "direct:voice-turn"), "x"),
                Arguments.of("an unknown component", route("- to: {uri: \"kafkaesque:x\"}"), "x"),
                Arguments.of("an unknown component option", route("- to: {uri: \"sip:reject?statsu=1\"}"), "x"),
                Arguments.of("an unknown bean", route("- bean: {ref: redactor}"), "x"),
                Arguments.of("a missing property", route("- to: {uri: \"{{no.such.key}}\"}"), "x"),
                Arguments.of("a bad expression", route("- setBody: {simple: \"${body\"}"), "x"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isSaidInOneLine(String what, String file, String expected) throws Exception {
        Files.writeString(folder.resolve("mine.camel.yaml"), file);
        Throwable failure = catchThrowable(() -> RouteSimulation.start(folder).close());
        String line = new StartFailure().analyze(failure).getDescription();
        System.out.println(line);
        assertThat(line)
                .startsWith(folder.resolve("mine.camel.yaml").toString())
                .doesNotContain("\n");
        assertThat(line).contains(expected);
    }
}
