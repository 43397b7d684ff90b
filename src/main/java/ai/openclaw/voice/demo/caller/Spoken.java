package ai.openclaw.voice.demo.caller;

/**
 * Something the caller said, when it was on the wire.
 *
 * @param fromMs when its first packet left, ms since the answer
 * @param toMs when its last packet left, ms since the answer
 * @param speechEndMs when its last audible packet left, ms since the answer: from here a response is measured
 * @param speechEndNanos the same on {@link System#nanoTime()}
 */
public record Spoken(double fromMs, double toMs, double speechEndMs, long speechEndNanos) {}
