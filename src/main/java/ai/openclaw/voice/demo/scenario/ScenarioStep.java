package ai.openclaw.voice.demo.scenario;

/** One thing that the caller does or expects. {@code line} is its place in the file, counted from 1. */
public sealed interface ScenarioStep {
    int line();

    /** Makes a sound, and goes on when the last of it has left. */
    record Say(int line, CallerSound sound) implements ScenarioStep {}

    /** Makes a sound that goes on beside everything else. */
    record Background(int line, CallerSound sound) implements ScenarioStep {}

    /** Makes a sound that long after the far side began to speak, ms. */
    record BargeIn(int line, int atMs, CallerSound sound) implements ScenarioStep {}

    record Expect(int line, Expectation what) implements ScenarioStep {}

    /** Does nothing, ms. */
    record Wait(int line, int ms) implements ScenarioStep {}

    /** Presses keys of {@code 0-9*#A-D}. */
    record Dtmf(int line, String keys) implements ScenarioStep {}

    /** Puts the far side on hold and takes it back. @param music whether the exchange plays music meanwhile */
    record Hold(int line, int ms, boolean music) implements ScenarioStep {}

    record HangUp(int line) implements ScenarioStep {}

    /** For reports. */
    default String inShort() {
        if (this instanceof Say say) {
            return "say " + say.sound.inShort();
        } else if (this instanceof Background background) {
            return "in the background " + background.sound.inShort();
        } else if (this instanceof BargeIn bargeIn) {
            return "barge in after " + bargeIn.atMs + " ms with " + bargeIn.sound.inShort();
        } else if (this instanceof Wait wait) {
            return "wait " + wait.ms + " ms";
        } else if (this instanceof Dtmf dtmf) {
            return "press " + dtmf.keys;
        } else if (this instanceof Hold hold) {
            return "hold for " + hold.ms + " ms";
        } else if (this instanceof Expect expect) {
            return "expect " + inShort(expect.what);
        }
        return "hang up";
    }

    private static String inShort(Expectation what) {
        if (what instanceof Expectation.Words words) {
            String wanted = String.join(" ... ", words.heard());
            String unwanted =
                    words.notHeard().isEmpty() ? "" : " without \"" + String.join("\", \"", words.notHeard()) + "\"";
            return (wanted.isEmpty() ? "words" : "\"" + wanted + "\"") + unwanted + " within " + words.withinMs()
                    + " ms";
        } else if (what instanceof Expectation.Speech speech) {
            return "speech within " + speech.withinMs() + " ms";
        } else if (what instanceof Expectation.Silence silence) {
            return "silence within " + silence.withinMs() + " ms";
        } else if (what instanceof Expectation.NoSpeech none) {
            return "no speech for " + none.forMs() + " ms";
        }
        return "hang-up within " + ((Expectation.Hangup) what).withinMs() + " ms";
    }
}
