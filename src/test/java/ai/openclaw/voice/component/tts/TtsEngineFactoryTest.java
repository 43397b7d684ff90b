package ai.openclaw.voice.component.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TtsEngineFactoryTest {
    @Test
    void speaksWithMaryWhenThereIsNoModel(@TempDir Path models) throws TtsException {
        TtsEngines engines = TtsEngineFactory.build(settings(models.resolve("missing"), null, null, null));

        assertThat(engines.primary().name()).isEqualTo("mary");
        assertThat(engines.fallback().name()).isEqualTo("mary");
    }

    @Test
    void goesOnWithoutADamagedModel(@TempDir Path models) throws Exception {
        Files.createDirectories(models.resolve("hibari"));
        Files.writeString(models.resolve("hibari/hibari.onnx"), "damaged");
        Files.writeString(models.resolve("hibari/vocab.json"), "damaged");
        Files.writeString(models.resolve("voice.onnx"), "damaged");
        Files.writeString(models.resolve("voice.onnx.json"), "damaged");

        assertThat(TtsEngineFactory.build(settings(models, null, null, null))
                        .primary()
                        .name())
                .isEqualTo("mary");
    }

    @Test
    void takesAServiceThatIsNamedFirst(@TempDir Path models) throws TtsException {
        var http = HttpTtsEngine.Settings.of(URI.create("http://127.0.0.1:9/v1"), null, "m", "v");
        TtsEngines engines = TtsEngineFactory.build(settings(models, null, null, http));

        assertThat(engines.primary().name()).isEqualTo("http");
        assertThat(engines.fallback().name()).isEqualTo("mary");
    }

    @Test
    void saysWhichEnginesThereAreWhenAnotherIsWanted(@TempDir Path models) {
        assertThatThrownBy(() -> TtsEngineFactory.build(settings(models, "piper", null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no speech engine is named piper; there are mary");
    }

    private static TtsEngineFactory.Settings settings(
            Path models, String primary, String fallback, HttpTtsEngine.Settings http) {
        return new TtsEngineFactory.Settings(models, primary, fallback, 1, http);
    }
}
