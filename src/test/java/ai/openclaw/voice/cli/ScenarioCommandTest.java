package ai.openclaw.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScenarioCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = VoiceCli.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }

    @Test
    void namesTheScenariosThatThereAre() {
        assertThat(run("scenario", "--list")).isZero();
        assertThat(out.toString()).contains("two-questions", "A cough does not make the assistant lose its thread");
    }

    @Test
    void saysWhatIsWrongWithAFileInOneLine(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "scenario: mine\nsteps:\n  - shout: hello\n");

        assertThat(run("scenario", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("voice: mine.yaml, line 3: steps has no key shout")
                .hasLineCount(1);
    }

    @Test
    void refusesWhatIsNeitherAFileNorAScenario() {
        assertThat(run("scenario", "no-such-thing")).isEqualTo(2);
        assertThat(err.toString()).contains("no-such-thing is neither a file nor the name of a scenario");
    }

    @Test
    void asksWhichWhenNoneIsNamed() {
        assertThat(run("scenario")).isEqualTo(2);
        assertThat(err.toString()).contains("Which scenario?");
    }
}
