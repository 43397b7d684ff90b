package ai.openclaw.voice.scenario;

import java.util.Set;

/** Scenarios whose behaviour is still being built. At the end there are none. */
final class NotYet {
    static final Set<String> OVER_SIP = Set.of(
            "cough-while-it-speaks",
            "cough-in-the-last-clause",
            "mhm-while-it-speaks",
            "okay-while-it-speaks",
            "protected-greeting",
            "barge-in-disabled",
            "echo-of-our-voice",
            "hesitating-caller",
            "dictated-number",
            "silence-then-goodbye",
            "slow-brain",
            "brain-down-three-times",
            "goodbye",
            "max-turns",
            "music-on-the-line",
            "two-voices");

    private NotYet() {}
}
