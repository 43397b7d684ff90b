package ai.openclaw.voice.demo.scenario;

/** A scenario's file does not say what a scenario must. The message names file, line and key, and has an example. */
public class ScenarioFormatException extends RuntimeException {
    ScenarioFormatException(String file, int line, String problem, String example) {
        super(file + ", line " + line + ": " + problem + (example.isEmpty() ? "" : "; for example: " + example));
    }
}
