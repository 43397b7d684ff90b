package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.testkit.HumanSpeech;
import ai.openclaw.voice.testkit.OtherJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process that is told to stop can still hear and speak, until it has stopped by its own decision. */
class OnnxEnvironmentTest {
    private static final int DEADLINE_S = 120;

    private static final int TIMES = 50;

    /** Uses a model while the JVM stops. */
    public static final class Stopped {
        private Stopped() {}

        public static void main(String[] arguments) {
            Path file = Path.of(arguments[0]);
            new SileroModel(file).close();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                // The library's own hook runs meanwhile, and is done in no time.
                for (int i = 0; i < TIMES; i++) {
                    new SileroModel(file).close();
                }
                System.out.println("still here");
            }));
            System.exit(0);
        }
    }

    @Test
    void modelsCanBeUsedWhileTheProcessStops() throws Exception {
        List<String> command = OtherJvm.command("-Xmx256m");
        command.add(Stopped.class.getName());
        command.add(HumanSpeech.model("silero-vad-v6", "silero_vad.onnx").toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("still here");
    }
}
