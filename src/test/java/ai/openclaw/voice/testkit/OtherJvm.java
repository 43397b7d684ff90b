package ai.openclaw.voice.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that has the processor when nobody else wants it: beside it, calls are made in real time. */
public final class OtherJvm {
    private static final Path NICE = Path.of("/usr/bin/nice");

    private OtherJvm() {}

    /** The beginning of a command: the JVM and the class path of this one. */
    public static List<String> command(String... options) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-cp");
        // Surefire's own is a jar that names the others, which not all programs read.
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        return command;
    }
}
