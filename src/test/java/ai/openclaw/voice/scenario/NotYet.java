package ai.openclaw.voice.scenario;

import java.util.Set;

/** Scenarios whose behaviour is still being built. At the end there are none. */
final class NotYet {
    /** The media layer does not tell our own echo from a caller yet. */
    static final Set<String> OVER_SIP = Set.of("echo-of-our-voice");

    private NotYet() {}
}
