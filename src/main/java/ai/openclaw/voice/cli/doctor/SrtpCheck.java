package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.demo.caller.CallOutcome;
import ai.openclaw.voice.demo.caller.CallerPhone;
import java.time.Duration;
import java.util.List;

/** Whether a call that is offered with SRTP is taken as voice.rtp.srtp says. */
final class SrtpCheck implements DoctorCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "srtp";
    }

    @Override
    public List<Finding> look(Patient patient) throws Exception {
        String srtp = patient.settings().rtp().srtp();
        try (CallerPhone phone = CallerPhone.place(patient.call().withoutRtp().protectedBySrtp())) {
            CallOutcome outcome = phone.awaitOutcome(PATIENCE);
            if (outcome.isAnswered()) {
                boolean theirs = outcome.sdp() != null && outcome.sdp().contains("a=crypto:1 ");
                return List.of(
                        theirs
                                ? Finding.ok(name(), "a protected call is taken (" + srtp + ")")
                                : Finding.failed(name(), "a protected call is answered in clear", "VOICE_RTP_SRTP"));
            }
            if (outcome.status() == 488 && srtp.equals("off")) {
                return List.of(Finding.ok(name(), "off: 3CX must not enforce it for our extensions"));
            }
            return List.of(CallCheck.refused(name(), patient, outcome));
        }
    }
}
