package ai.openclaw.voice.worker;

import ai.openclaw.voice.speech.MachineGreeting;
import ai.openclaw.voice.speech.MachineGreeting.Speaker;

/**
 * A machine that says "Hello", and pauses before it goes on, passes for a person. Its words give it away, but people say such
 * words, too ("she is not available"); and so does its beep, but lines beep for other reasons. Both together are a machine.
 */
final class SecondLook {
    /** Machines have beeped by then. */
    private static final int LATEST_MS = 60_000;

    private final MachineGreeting greetings;
    private boolean saidSo;
    private boolean beeped;

    SecondLook(MachineGreeting greetings) {
        this.greetings = greetings;
    }

    void says(String words) {
        saidSo |= greetings.of(words) == Speaker.MACHINE;
    }

    void beeps() {
        beeped = true;
    }

    /** @param sinceMs how long ago the call was answered */
    boolean isMachine(long sinceMs) {
        return saidSo && beeped && sinceMs <= LATEST_MS;
    }
}
