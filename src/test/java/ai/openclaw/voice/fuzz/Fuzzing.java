package ai.openclaw.voice.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fuzzes all targets for a long time and keeps what leads to new places: {@code bench/fuzz MINUTES}. */
public final class Fuzzing {
    /** A target is taken up again and again, so that an early end still leaves something of each. */
    private static final Duration AT_A_TIME = Duration.ofMinutes(2);

    private Fuzzing() {}

    /** @param arguments minutes in all, and the folder for what is found */
    public static void main(String[] arguments) throws Exception {
        Duration all = Duration.ofMinutes(Long.parseLong(arguments[0]));
        Path folder = Path.of(arguments[1]).toAbsolutePath();
        List<FuzzTarget> targets = new ArrayList<>(List.of(FuzzTarget.values()));
        long end = System.nanoTime() + all.toNanos();
        int findings = 0;
        while (System.nanoTime() < end && !targets.isEmpty()) {
            for (FuzzTarget target : List.copyOf(targets)) {
                long left = Math.max(0, end - System.nanoTime()) / 1_000_000_000;
                long share = Math.min(AT_A_TIME.toSeconds(), left / targets.size());
                if (share < 5) {
                    targets.clear();
                    break;
                }
                FuzzRun run = new FuzzRun(target, folder.resolve(target.name().toLowerCase()));
                if (!run.fuzz(Duration.ofSeconds(share))) {
                    findings++;
                    Path kept = run.log().resolveSibling("finding-" + findings + ".log");
                    Files.copy(run.log(), kept);
                    System.out.println(target + ": a finding, see " + kept);
                    if (findings > 100) {
                        targets.remove(target);
                    }
                }
            }
        }
        for (FuzzTarget target : FuzzTarget.values()) {
            FuzzRun run = new FuzzRun(target, folder.resolve(target.name().toLowerCase()));
            System.out.println(
                    target + ": " + (run.keepWhatIsNew() ? "kept what is new" : "the corpus could not be kept"));
        }
        System.out.println(findings == 0 ? "nothing found" : findings + " findings");
        System.exit(findings == 0 ? 0 : 1);
    }
}
