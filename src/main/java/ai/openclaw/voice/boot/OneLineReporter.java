package ai.openclaw.voice.boot;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Says on one line why the program could not start, for the person who has just typed the command. */
public class OneLineReporter implements FailureAnalysisReporter {
    @Override
    public void report(FailureAnalysis analysis) {
        String line = analysis.getDescription().lines().findFirst().orElse("unknown reason");
        System.err.println("voice: cannot start: " + line);
    }
}
