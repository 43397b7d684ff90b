package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.demo.caller.CallOutcome;
import ai.openclaw.voice.demo.caller.CallerPhone;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Whether a call that is offered with SRTP is taken as voice.rtp.srtp says. */
final class SrtpCheck implements DoctorCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Master key and salt of AES_CM_128_HMAC_SHA1_80, bytes (RFC 4568, 6.2). */
    private static final int KEY_BYTES = 30;

    @Override
    public String name() {
        return "srtp";
    }

    @Override
    public List<Finding> look(Patient patient) throws Exception {
        String srtp = patient.settings().rtp().srtp();
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        String crypto = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
                + Base64.getEncoder().encodeToString(key) + "\r\n";
        try (CallerPhone phone = CallerPhone.place(
                patient.call().withoutRtp().sdp(offer -> offer.replace("RTP/AVP", "RTP/SAVP") + crypto))) {
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
