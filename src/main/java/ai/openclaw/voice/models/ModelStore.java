package ai.openclaw.voice.models;

import ai.openclaw.voice.models.Model.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder that models lie in, one folder each, outside the jar and never in git. */
public final class ModelStore {
    /** Names, in a folder that was unpacked, the archive it came from; written last, so a broken unpacking has none. */
    private static final String UNPACKED = ".unpacked-sha256";

    private final Path folder;
    private final ModelCatalogue catalogue;

    public ModelStore(Path folder, ModelCatalogue catalogue) {
        this.folder = folder;
        this.catalogue = catalogue;
    }

    /** The system property {@code voice.models}, else the variable {@code VOICE_MODELS}, else {@code ./models}. */
    public static Path defaultFolder() {
        String said = System.getProperty("voice.models", System.getenv("VOICE_MODELS"));
        return Path.of(said == null || said.isBlank() ? "models" : said);
    }

    /** The product's catalogue in the default folder. */
    public static ModelStore standard() {
        return new ModelStore(defaultFolder(), ModelCatalogue.standard());
    }

    public Path folder() {
        return folder;
    }

    public ModelCatalogue catalogue() {
        return catalogue;
    }

    /** The model's folder, when the model is complete there: every file of the right size. */
    public Optional<Path> find(String name) {
        return catalogue
                .named(name)
                .filter(model -> model.items().stream().allMatch(item -> isThere(model, item)))
                .map(this::folderOf);
    }

    /** As {@link #find}, and every file's SHA-256 is right too. Reads all of it: 0.3 s for 100 MB. */
    public boolean isVerified(Model model) {
        return model.items().stream()
                .allMatch(item -> isThere(model, item) && (item.isArchive() || hasRightSum(model, item)));
    }

    Path folderOf(Model model) {
        return folder.resolve(model.name());
    }

    Path fileOf(Model model, Item item) {
        return folderOf(model)
                .resolve(item.isArchive() ? UNPACKED + "-" + item.sha256().substring(0, 8) : item.file());
    }

    boolean isThere(Model model, Item item) {
        Path file = fileOf(model, item);
        try {
            return item.isArchive()
                    ? Files.isRegularFile(file)
                            && Files.readString(file).strip().equals(item.sha256())
                    : Files.isRegularFile(file) && Files.size(file) == item.size();
        } catch (IOException e) {
            return false;
        }
    }

    boolean hasRightSum(Model model, Item item) {
        try {
            return Sha256.of(fileOf(model, item)).equals(item.sha256());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
