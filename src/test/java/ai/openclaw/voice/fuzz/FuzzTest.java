package ai.openclaw.voice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What reads strangers' bytes takes all of the kept corpus, and a minute's worth of what Jazzer thinks of next. */
class FuzzTest {
    /** Of all targets together, s; {@code bench/fuzz} takes longer. */
    private static final int SECONDS_IN_ALL = Integer.getInteger("voice.fuzz.seconds", 60);

    @ParameterizedTest
    @EnumSource
    void takesWhatOnceLedSomewhere(FuzzTarget target) throws Exception {
        Method takes = Class.forName(target.className()).getMethod("fuzzerTestOneInput", byte[].class);
        List<Path> inputs;
        try (var files = Files.list(target.corpus())) {
            inputs = files.toList();
        }
        assertThat(inputs).as("kept inputs of %s", target).hasSizeGreaterThan(5);
        SoftAssertions softly = new SoftAssertions();
        for (Path input : inputs) {
            softly.assertThatCode(() -> invoke(takes, input))
                    .as(input.toString())
                    .doesNotThrowAnyException();
        }
        softly.assertAll();
    }

    private static void invoke(Method takes, Path input) throws Throwable {
        try {
            takes.invoke(null, (Object) Files.readAllBytes(input));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatAFuzzerThinksOf(FuzzTarget target, @TempDir Path folder) throws Exception {
        assumeTrue(hasNativeFuzzer(), "Jazzer has no native part for this machine");
        FuzzRun run = new FuzzRun(target, folder);

        boolean clean = run.fuzz(Duration.ofSeconds(Math.max(1, SECONDS_IN_ALL / FuzzTarget.values().length)));

        assertThat(clean).as("Jazzer's run of %s: %s", target, end(run.log())).isTrue();
        assertThat(Files.readString(run.log())).as("what Jazzer says").contains("INITED");
    }

    private static String end(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private static boolean hasNativeFuzzer() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        return system.contains("linux") && (machine.equals("amd64") || machine.equals("x86_64"))
                || system.contains("mac")
                || system.contains("windows");
    }
}
