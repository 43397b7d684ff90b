package ai.openclaw.voice.component.stt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads an engine for every English model that lies in the models folder: Vosk first, since set-up does not bring it and
 * whoever puts it there wants it; then Moonshine and Whisper, in the order of what {@code docs/models.md} measured. A model
 * that is broken is left out, and the log says why.
 */
public final class SttModels {
    private static final Logger LOG = LoggerFactory.getLogger(SttModels.class);

    /** Its encoder hears 30 s whatever was said: with two threads a caller waits little more than half as long for it. */
    private static final int WHISPER_THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());

    private SttModels() {}

    /**
     * @param folder the models folder
     * @param concurrency how many pieces of speech each engine hears at once; the processors' number is right for most
     * @param deadline how long an engine may take for a transcript
     * @param secondOpinion whether Whisper is asked about short utterances that Moonshine is unsure of: fewer words wrong,
     *     0.3 s later for those
     * @return empty when no model is there
     */
    public static List<SttEngine> load(Path folder, int concurrency, Duration deadline, boolean secondOpinion) {
        Optional<WhisperOnnxEngine> whisper = first(folder, "whisper-*/*.onnx")
                .flatMap(model ->
                        load(() -> new WhisperOnnxEngine("whisper", model, WHISPER_THREADS, 1, concurrency, deadline)));
        BatchEngine second = secondOpinion ? whisper.orElse(null) : null;
        Optional<MoonshineEngine> moonshine = first(folder, "moonshine-*-en")
                .flatMap(
                        model -> load(() -> new MoonshineEngine("moonshine", model, 1, concurrency, deadline, second)));
        Optional<VoskEngine> vosk =
                first(folder, "vosk-model-{en,*-en}-*").flatMap(model -> load(() -> new VoskEngine(model, "en")));
        List<SttEngine> engines = new ArrayList<>();
        vosk.ifPresent(engines::add);
        moonshine.ifPresent(engines::add);
        whisper.ifPresent(engines::add);
        return engines;
    }

    private interface Loading<T> {
        T load() throws SttException;
    }

    private static <T extends SttEngine> Optional<T> load(Loading<T> loading) {
        try {
            T engine = loading.load();
            if (engine instanceof BatchEngine batch) {
                batch.warmUp();
            }
            return Optional.of(engine);
        } catch (SttException e) {
            LOG.warn("A speech model is left out: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** The first by name, so that it is the same at each start. */
    private static Optional<Path> first(Path folder, String glob) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        var matcher = folder.getFileSystem().getPathMatcher("glob:" + glob);
        try (Stream<Path> paths = Files.walk(folder, 2)) {
            return paths.filter(path -> matcher.matches(folder.relativize(path)))
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            LOG.warn("The models folder {} cannot be read: {}", folder, e.getMessage());
            return Optional.empty();
        }
    }
}
