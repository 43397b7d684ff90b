package ai.openclaw.voice.demo.caller;

/** A key that the far side sent as an RFC 4733 event; {@code atMs} is ms since the answer. */
public record DtmfHeard(char digit, double atMs) {}
