package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.demo.caller.CallObserver;
import ai.openclaw.voice.demo.caller.CallOutcome;
import ai.openclaw.voice.demo.caller.CallReport;
import ai.openclaw.voice.demo.caller.CallScript;
import ai.openclaw.voice.demo.caller.Listener;
import ai.openclaw.voice.demo.caller.ScriptedCall;
import ai.openclaw.voice.demo.caller.Voice;
import java.time.Duration;
import java.util.List;

/** A real call: it is answered, the greeting is heard, a question is understood and answered. Sound goes both ways. */
final class CallCheck implements DoctorCheck {
    private static final String QUESTION = "What are your opening hours on Saturday?";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "call";
    }

    @Override
    public List<Finding> look(Patient patient) throws Exception {
        Voice voice = Voice.of(patient.surroundings().ttsEngines().fallback());
        Listener listener = new Listener(patient.surroundings().sttEngines().named("fallback"), "en-US");
        CallReport report = new ScriptedCall(voice, listener, CallObserver.NONE)
                .run(
                        patient.call(),
                        CallScript.begin()
                                .awaitGreeting(Duration.ofSeconds(10))
                                .ask(QUESTION, PATIENCE)
                                .hangUp(),
                        null);
        if (!report.outcome().isAnswered()) {
            return List.of(refused(name(), patient, report.outcome()));
        }
        if (report.rtp().received() == 0) {
            return List.of(Finding.failed(
                    name(),
                    "answered, but no sound came from it",
                    "VOICE_RTP_HOST, VOICE_RTP_PUBLIC_ADDRESS, and UDP VOICE_RTP_PORT_MIN to VOICE_RTP_PORT_MAX in"
                            + " the firewall; in 3CX: PBX Delivers Audio"));
        }
        boolean answered = report.turns().stream().anyMatch(turn -> turn.responseMs() != null);
        if (!answered) {
            return List.of(
                    Finding.failed(
                            name(),
                            "its sound was heard, ours brought no answer",
                            "UDP VOICE_RTP_PORT_MIN to VOICE_RTP_PORT_MAX inbound; then look at the checks of brain and speech"));
        }
        return List.of(Finding.ok(
                name(),
                "answered; sound goes both ways; the answer came after "
                        + report.turns().get(0).responseMs() + " ms"));
    }

    static Finding refused(String check, Patient patient, CallOutcome outcome) {
        String change =
                switch (outcome.status()) {
                    case 0, 408 -> "VOICE_SIP_HOST, VOICE_SIP_PORT, or --target";
                    case 403 -> "voice.sip.allowed-sources, or the extension's callers in config/extensions.yaml";
                    case 404 -> "VOICE_V2_EXTENSIONS, or config/extensions.yaml";
                    case 486 -> "VOICE_MAX_CALLS";
                    case 488 -> "VOICE_RTP_CODECS and VOICE_RTP_SRTP; in 3CX: codec priority and SRTP";
                    case 503 -> "what " + patient.api() + "/ready says";
                    default -> "the log of the system, by the call's time";
                };
        String warning = outcome.header("Warning");
        return Finding.failed(
                check,
                patient.target()
                        + (outcome.status() == 0
                                ? " does not answer"
                                : " refused with " + outcome.status() + " " + outcome.reasonPhrase())
                        + (warning == null ? "" : " (" + warning + ")"),
                change);
    }
}
