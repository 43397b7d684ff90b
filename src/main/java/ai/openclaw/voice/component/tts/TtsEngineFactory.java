package ai.openclaw.voice.component.tts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the engines that can speak here: a neural voice if its model is there, an HTTP
 * service if one is named, MaryTTS always. */
public final class TtsEngineFactory {
    private static final Logger LOG = LoggerFactory.getLogger(TtsEngineFactory.class);

    private TtsEngineFactory() {}

    /**
     * What to build.
     *
     * @param models the folder with models, one folder below for each
     * @param primary the engine that speaks, by name; null for the best there is (http, hibari, piper, mary)
     * @param fallback the engine that speaks when the primary cannot; null for the next best
     * @param maxConcurrent how many clauses each embedded engine makes at once
     * @param http an OpenAI-compatible service, or null
     */
    public record Settings(
            Path models, String primary, String fallback, int maxConcurrent, HttpTtsEngine.Settings http) {
        /** The models folder as the environment says, engines as they are found, one clause for each core. */
        public static Settings defaults() {
            return new Settings(modelsFolder(), null, null, Runtime.getRuntime().availableProcessors(), null);
        }
    }

    /**
     * @throws TtsException when MaryTTS does not start
     * @throws IllegalArgumentException when {@code primary} or {@code fallback} names an engine that is not there
     */
    public static TtsEngines build(Settings settings) throws TtsException {
        List<TtsEngine> engines = new ArrayList<>();
        if (settings.http() != null) {
            engines.add(new HttpTtsEngine(settings.http()));
        }
        hibari(settings).ifPresent(engines::add);
        piper(settings).ifPresent(engines::add);
        engines.add(new MaryTtsEngine(settings.maxConcurrent()));
        String best = engines.get(0).name();
        String primary = settings.primary() == null ? best : settings.primary();
        String fallback = settings.fallback() == null ? nextBest(engines, primary) : settings.fallback();
        LOG.info("speech is made by {}, and by {} when that fails", primary, fallback);
        return new TtsEngines(engines, primary, fallback);
    }

    /** {@code VOICE_MODELS}, else {@code models} in the working directory. */
    public static Path modelsFolder() {
        String folder = System.getenv("VOICE_MODELS");
        return Path.of(folder == null || folder.isBlank() ? "models" : folder);
    }

    /** The first complete Piper voice in {@code models} or a folder right below it. */
    public static Optional<Path> piperModel(Path models) {
        if (!Files.isDirectory(models)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(models, 2)) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .filter(PiperTtsEngine::isThere)
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            LOG.warn("the models folder {} cannot be read: {}", models, e.toString());
            return Optional.empty();
        }
    }

    /** The folder of a hibari voice: {@code hibari} in the models folder. */
    public static Path hibariFolder(Path models) {
        return models.resolve("hibari");
    }

    private static Optional<TtsEngine> hibari(Settings settings) {
        Path folder = hibariFolder(settings.models());
        if (!HibariTtsEngine.isThere(folder)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HibariTtsEngine(folder, settings.maxConcurrent()));
        } catch (TtsException e) {
            LOG.warn("{}; going on without it", e.getMessage(), e);
            return Optional.empty();
        }
    }

    private static Optional<TtsEngine> piper(Settings settings) {
        Optional<Path> model = piperModel(settings.models());
        if (model.isEmpty()) {
            return Optional.empty();
        }
        Path cmudict = settings.models().resolve("cmudict.txt");
        try {
            return Optional.of(new PiperTtsEngine(
                    model.get(), Files.isRegularFile(cmudict) ? cmudict : null, settings.maxConcurrent()));
        } catch (TtsException e) {
            // A damaged voice must not keep the telephone from answering.
            LOG.warn("{}; going on without it", e.getMessage(), e);
            return Optional.empty();
        }
    }

    private static String nextBest(List<TtsEngine> engines, String primary) {
        return engines.stream()
                .map(TtsEngine::name)
                .filter(name -> !name.equals(primary))
                .findFirst()
                .orElse(primary);
    }
}
