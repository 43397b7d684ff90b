package ai.openclaw.voice.demo.caller;

/**
 * A stretch of the far side's sound.
 *
 * @param fromMs arrival of its first audible packet, ms since the answer
 * @param toMs end of its last audible packet so far, ms since the answer
 * @param open whether it may still go on
 */
public record SpeechSegment(double fromMs, double toMs, boolean open) {}
