package ai.openclaw.voice.profile;

import java.util.Set;

/** Which engines there are, by name. */
public record Engines(Set<String> stt, Set<String> tts) {}
