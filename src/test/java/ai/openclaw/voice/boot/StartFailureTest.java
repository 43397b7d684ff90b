package ai.openclaw.voice.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.VoiceApplication;
import ai.openclaw.voice.testkit.OtherJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A start that cannot succeed ends with one line for the person who typed the command. Each is a process of its own. */
@Execution(ExecutionMode.CONCURRENT)
class StartFailureTest {
    /** Far above what a start takes on a busy machine, s: only a process that hangs runs into it. */
    private static final int DEADLINE_S = 200;

    private static ServerSocket taken;

    @TempDir
    Path folder;

    @BeforeAll
    static void takeAPort() throws IOException {
        taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    @AfterAll
    static void freeThePort() throws IOException {
        taken.close();
    }

    static Stream<Arguments> settingsThatCannotWork() {
        return Stream.of(
                Arguments.of("voice.sip.port", "TAKEN", "cannot be listened on"),
                Arguments.of("voice.sip.port", "70000", "must lie between 0 and 65535"),
                Arguments.of("voice.sip.port", "abc", "must be a whole number"),
                Arguments.of("voice.sip.host", "no.such.host.invalid", "is no address"),
                Arguments.of("voice.http.port", "TAKEN", "is in use by another program"),
                Arguments.of("voice.http.port", "abc", "must be a whole number"),
                Arguments.of("voice.demo-brain.port", "TAKEN", "is in use by another program"),
                Arguments.of("voice.models.dir", "nothing-here", "holds no model to hear with: run ./voice models"),
                Arguments.of("voice.stt.primary", "parrot", "is no engine that is there"),
                Arguments.of("voice.tts.primary", "parrot", "is no engine that is there"),
                Arguments.of("voice.phrases.brain-down", "HTTP 500: internal server error", "may not be spoken"),
                Arguments.of("voice.rtp.waiting-music", "no-such.wav", "is no mono WAV file that can be read"),
                Arguments.of("voice.rtp.codecs", "G729", "must be out of"),
                Arguments.of("voice.barge-in.vad-threshold", "1.5", "must lie between 0 and 1"),
                Arguments.of("voice.extensions.9001.endpoint.max-ms", "70000", "must lie between"),
                Arguments.of("voice.openclaw.url", "gateway:18789", "must be an http or https address"),
                Arguments.of("voice.rtp.public-address", "", "must name the address"));
    }

    @ParameterizedTest
    @MethodSource("settingsThatCannotWork")
    void oneLineNamesTheKeyTheValueAndAnExample(String key, String value, String rule) throws Exception {
        String set = value.equals("TAKEN") ? String.valueOf(taken.getLocalPort()) : value;

        Ended ended =
                start("--" + key + "=" + set, key.equals("voice.rtp.public-address") ? "--voice.rtp.host=0.0.0.0" : "");

        assertThat(ended.status).as(ended.output).isEqualTo(1);
        assertThat(ended.errors.lines())
                .as("everything on stderr")
                .singleElement()
                .asString()
                .startsWith("voice: cannot start: " + key + "=" + set)
                .contains(rule)
                .containsPattern("for example " + key.replace(".", "\\.") + "=\\S+");
        assertThat(ended.output).doesNotContain("\tat ", "Exception:", "Caused by");
    }

    @Test
    void aSettingsFileThatIsNoYamlIsNamedWithItsLine() throws Exception {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/voice.yaml"), "voice:\n  sip:\n    port: [5062\n  rtp: {}\n");

        Ended ended = start();

        assertThat(ended.status).as(ended.output).isEqualTo(1);
        assertThat(ended.errors.lines())
                .singleElement()
                .asString()
                .startsWith("voice: cannot start: config/voice.yaml, line ");
        assertThat(ended.output).doesNotContain("\tat ", "Caused by");
    }

    @Test
    void aMistakeInAnExtensionsFileIsNamedWithItsLine() throws Exception {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/extensions.yaml"), "extensions:\n  \"9001\":\n    barge-in: {guard-ms: -1}\n");

        Ended ended = start();

        assertThat(ended.status).as(ended.output).isEqualTo(1);
        assertThat(ended.errors.lines())
                .singleElement()
                .isEqualTo("voice: cannot start: config/extensions.yaml:3: barge-in.guard-ms: -1 must lie between 0 and"
                        + " 10000; for example 300");
        assertThat(ended.output).doesNotContain("\tat ", "Caused by");
    }

    private record Ended(int status, String output, String errors) {}

    private Ended start(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("stdout");
        Path errors = folder.resolve("stderr");
        // Quick to start; how fast it would run later does not matter here.
        List<String> command = OtherJvm.command("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx512m");
        command.addAll(List.of(
                VoiceApplication.class.getName(),
                "--logging.config=classpath:logback-spring.xml",
                "--voice.sip.port=0",
                "--voice.http.port=0",
                "--voice.demo-brain.port=0",
                "--voice.rtp.port-min=22000",
                "--voice.rtp.port-max=22999",
                "--voice.admin.password=for-tests-only",
                "--voice.records.file=" + folder.resolve("records.jsonl"),
                "--voice.models.dir=" + models()));
        for (String argument : arguments) {
            // The last of several that set the same key counts in Spring as a list; so the test's own one is taken out.
            command.removeIf(other -> argument.contains("=") && other.startsWith(argument.split("=")[0] + "="));
            command.add(argument);
        }
        command.removeIf(String::isEmpty);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS))
                    .as(() -> "the process ends by itself; it said: " + read(output) + read(errors))
                    .isTrue();
            return new Ended(process.exitValue(), read(output) + read(errors), read(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path models() {
        String said = System.getProperty("voice.models", System.getenv("VOICE_MODELS"));
        return Path.of(said == null || said.isBlank() ? "models" : said).toAbsolutePath();
    }
}
