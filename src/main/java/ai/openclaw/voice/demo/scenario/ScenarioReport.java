package ai.openclaw.voice.demo.scenario;

import java.util.List;

/**
 * How a scenario went.
 *
 * @param steps one for each step that was tried, and one for each thing that was checked afterwards
 */
public record ScenarioReport(Scenario scenario, List<Result> steps) {
    /**
     * @param line its line in the file; 0 for what was checked after the call
     * @param atMs when it began, ms since the answer
     * @param tookMs how long it took, ms
     * @param detail what was heard, or what is wrong; may be empty
     */
    public record Result(int line, String what, boolean ok, long atMs, long tookMs, String detail) {}

    public boolean passed() {
        return steps.stream().allMatch(Result::ok);
    }

    /** The whole report, for people. */
    public String text() {
        StringBuilder text = new StringBuilder()
                .append(passed() ? "ok      " : "FAILED  ")
                .append(scenario.name())
                .append(scenario.description().isEmpty() ? "" : ": " + scenario.description())
                .append('\n');
        for (Result step : steps) {
            text.append(String.format(
                    "  %-6s %6.1f s  %s", step.ok() ? "ok" : "FAILED", step.atMs() / 1000.0, step.what()));
            if (!step.ok() && step.line() > 0) {
                text.append("  (")
                        .append(scenario.file())
                        .append(", line ")
                        .append(step.line())
                        .append(')');
            }
            text.append('\n');
            if (!step.detail().isEmpty()) {
                text.append("                    ").append(step.detail()).append('\n');
            }
        }
        return text.toString();
    }
}
