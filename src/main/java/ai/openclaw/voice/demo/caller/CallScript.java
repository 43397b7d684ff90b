package ai.openclaw.voice.demo.caller;

import ai.openclaw.voice.call.Pcm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caller is to do, step by step, for {@link ScriptedCall} to carry out:
 *
 * <pre>{@code
 * CallScript.begin().awaitGreeting(ofSeconds(5)).ask("What time is it?", ofSeconds(10)).press("1#").hangUp()
 * }</pre>
 */
public final class CallScript {
    /** An answer is over when the far side has been silent that long: longer than the pause between two clauses; ms. */
    static final int ANSWER_END_MS = 1200;

    final List<Step> steps = new ArrayList<>();

    private CallScript() {}

    public static CallScript begin() {
        return new CallScript();
    }

    sealed interface Step {}

    record AwaitGreeting(Duration deadline) implements Step {}

    record Say(String words, Pcm sound) implements Step {}

    record AwaitAnswer(Duration deadline) implements Step {}

    record AwaitSpeech(Duration deadline) implements Step {}

    record AwaitSilence(int ms, Duration deadline) implements Step {}

    record Wait(Duration time) implements Step {}

    record Press(String digits) implements Step {}

    record AwaitFarHangup(Duration deadline) implements Step {}

    record HangUp() implements Step {}

    /** Waits for the greeting to begin and to end. That none comes is no failure. */
    public CallScript awaitGreeting(Duration deadline) {
        return add(new AwaitGreeting(deadline));
    }

    /** Says these words with the caller's voice, and goes on when the last of them has left. */
    public CallScript say(String words) {
        return add(new Say(words, null));
    }

    /** Plays a recording in which these words are said. */
    public CallScript say(String words, Pcm recording) {
        return add(new Say(words, recording));
    }

    /** Waits for the answer to what was said last, to its end. */
    public CallScript awaitAnswer(Duration deadline) {
        return add(new AwaitAnswer(deadline));
    }

    /** {@link #say(String)} and {@link #awaitAnswer}. */
    public CallScript ask(String question, Duration deadline) {
        return say(question).awaitAnswer(deadline);
    }

    /** Waits for the far side to begin to speak, for instance to interrupt it. */
    public CallScript awaitFarSpeech(Duration deadline) {
        return add(new AwaitSpeech(deadline));
    }

    public CallScript awaitFarSilence(int ms, Duration deadline) {
        return add(new AwaitSilence(ms, deadline));
    }

    public CallScript pause(Duration time) {
        return add(new Wait(time));
    }

    public CallScript press(String digits) {
        return add(new Press(digits));
    }

    public CallScript awaitFarHangup(Duration deadline) {
        return add(new AwaitFarHangup(deadline));
    }

    public CallScript hangUp() {
        return add(new HangUp());
    }

    private CallScript add(Step step) {
        steps.add(step);
        return this;
    }
}
