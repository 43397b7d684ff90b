package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.testkit.VoiceSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The whole program says on one line what is wrong with a route file, before Camel runs and when Camel finds it. */
@ExtendWith(OutputCaptureExtension.class)
class BrokenRouteStartTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "uri: [; , line 6: expected the node content",
                "colour: red; , line 6: Unsupported field: colour",
                "uri: 'sip:reject?statsu=486'; , line 2: route mine: "
            })
    void endsTheStart(String mistake, String expected, CapturedOutput output) throws Exception {
        Path file = folder.resolve("mine.camel.yaml");
        Files.writeString(
                file,
                """
                - route:
                    id: mine
                    from:
                      uri: direct:mine
                      steps:
                        - to: {%s}
                """
                        .formatted(mistake));

        assertThatThrownBy(() -> VoiceSystem.start("voice.routes.dir=" + folder).close());

        assertThat(output.getErr().lines().filter(line -> line.startsWith("voice: cannot start")))
                .singleElement()
                .asString()
                .startsWith("voice: cannot start: " + file + ", " + expected.replaceFirst("^, ", ""));
    }
}
