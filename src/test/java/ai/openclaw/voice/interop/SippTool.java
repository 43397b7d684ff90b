package ai.openclaw.voice.interop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program sipp: from the path, else fetched below {@code target/tools} from Debian's packages, without root. */
final class SippTool {
    private static final Path FOLDER = Path.of("target/tools");
    private static final List<String> PACKAGES =
            List.of("sip-tester", "libpcap0.8", "libpcap0.8t64", "libgsl27", "libgsl28");

    private final Path program;
    private final Map<String, String> environment;

    private SippTool(Path program, Map<String, String> environment) {
        this.program = program;
        this.environment = environment;
    }

    /** @throws AssertionError saying what to install, when there is none and none can be fetched */
    static SippTool find() throws Exception {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path found = Path.of(folder, "sipp");
            if (Files.isExecutable(found)) {
                return new SippTool(found, Map.of());
            }
        }
        Path fetched = FOLDER.resolve("usr/bin/sipp");
        if (!Files.isExecutable(fetched)) {
            fetch();
        }
        if (!Files.isExecutable(fetched)) {
            throw new AssertionError("These tests need sipp, and it could not be fetched: apt install sip-tester");
        }
        return new SippTool(fetched.toAbsolutePath(), Map.of("LD_LIBRARY_PATH", libraries()));
    }

    private static void fetch() throws Exception {
        Files.createDirectories(FOLDER);
        for (String name : PACKAGES) {
            // Names that this Debian does not know fail alone.
            run("apt-get", "download", name);
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".deb")).toList()) {
                run("dpkg", "-x", file.getFileName().toString(), ".");
            }
        }
    }

    private static void run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // Not a Debian: the caller says what is missing.
        }
    }

    private static String libraries() throws IOException {
        try (Stream<Path> folders = Files.walk(FOLDER.resolve("usr/lib"), 1)) {
            return String.join(
                    File.pathSeparator,
                    folders.map(folder -> folder.toAbsolutePath().toString()).toList());
        }
    }

    ProcessBuilder command(List<String> arguments) {
        List<String> all =
                Stream.concat(Stream.of(program.toString()), arguments.stream()).toList();
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }
}
