package ai.openclaw.voice.demo.caller;

/** What the far side said, as the caller understood it; times are ms since the answer. */
public record Heard(long fromMs, long toMs, String text) {}
