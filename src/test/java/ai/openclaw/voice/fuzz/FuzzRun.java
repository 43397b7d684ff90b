package ai.openclaw.voice.fuzz;

import ai.openclaw.voice.testkit.OtherJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One target under Jazzer's coverage-guided fuzzer, in a JVM of its own because Jazzer changes the classes that it watches.
 *
 * @param target what is fuzzed
 * @param folder where what is found goes: new inputs, findings, the log
 */
record FuzzRun(FuzzTarget target, Path folder) {
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    /** For the JVM to start and to end. */
    private static final Duration START = Duration.ofMinutes(2);
    /** Longer inputs are rare and slow; what length alone does is tried by HostileRequestsTest. */
    private static final int LONGEST_INPUT = 4096;

    /**
     * Fuzzes for that long, from what is kept and what was found before.
     *
     * @return whether nothing was found; else the log says what, and the input lies in the folder
     */
    boolean fuzz(Duration time) throws IOException, InterruptedException {
        Path found = Files.createDirectories(folder.resolve("found"));
        List<String> command = command();
        command.add("-max_total_time=" + time.toSeconds());
        command.add("-max_len=" + LONGEST_INPUT);
        // An input that takes longer, in s, is a finding, too: somebody would send it again and again. The first one
        // loads
        // classes, on a machine that may be busy.
        command.add("-timeout=30");
        // Its heap has a bound, and what a JVM keeps beside that (code, classes that are changed) says nothing of an
        // input.
        command.add("-rss_limit_mb=0");
        command.add("-artifact_prefix=" + folder + "/");
        command.add("--reproducer_path=" + folder);
        if (target.dictionary() != null) {
            command.add("-dict=" + target.dictionary());
        }
        command.add(found.toString());
        command.add(target.corpus().toString());
        return run(command, time.plus(START), "fuzz.log");
    }

    /** Puts into the kept corpus what, of all that was found, leads to a place where nothing kept leads. */
    boolean keepWhatIsNew() throws IOException, InterruptedException {
        List<String> command = command();
        command.add("-merge=1");
        command.add(target.corpus().toString());
        command.add(folder.resolve("found").toString());
        return run(command, START.multipliedBy(3), "merge.log");
    }

    private static boolean isFinding(String line) {
        return line.startsWith("== Java Exception") || line.contains("ERROR: libFuzzer");
    }

    Path log() {
        return folder.resolve("fuzz.log");
    }

    private List<String> command() throws IOException {
        Files.createDirectories(target.corpus());
        Files.createDirectories(folder);
        List<String> command = OtherJvm.command("-Xmx600m");
        command.addAll(List.of(
                JAZZER,
                "--target_class=" + target.className(),
                "--custom_hook_includes=ai.openclaw.voice.component.**:gov.nist.javax.sip.**",
                "--instrumentation_includes=ai.openclaw.voice.component.**:ai.openclaw.voice.audio.**:gov.nist.javax.sip.**"
                        + ":io.github.jaredmdobson.concentus.**"));
        return command;
    }

    private boolean run(List<String> command, Duration longest, String log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        try {
            if (process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            // Seen on a busy machine: the time is over, and the JVM does not end. What was found is in the log by then.
            return Files.readAllLines(folder.resolve(log)).stream().noneMatch(FuzzRun::isFinding);
        } finally {
            process.destroyForcibly();
        }
    }
}
