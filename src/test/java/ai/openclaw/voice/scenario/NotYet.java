package ai.openclaw.voice.scenario;

import java.util.Set;

/** Scenarios whose behaviour is still being built. At the end there are none. */
final class NotYet {

    static final Set<String> OVER_SIP = Set.of();

    private NotYet() {}
}
