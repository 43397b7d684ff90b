package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.demo.caller.CallOutcome;
import ai.openclaw.voice.demo.caller.CallerPhone;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys that are pressed in a call arrive as keys. */
final class KeysCheck implements DoctorCheck {
    private static final String METER = "voice_rtp_keys_total";
    private static final String KEYS = "5#";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "dtmf";
    }

    @Override
    public List<Finding> look(Patient patient) throws Exception {
        double before = patient.meter(METER);
        try (CallerPhone phone = CallerPhone.place(patient.call())) {
            CallOutcome outcome = phone.awaitOutcome(PATIENCE);
            if (!outcome.isAnswered()) {
                return List.of(CallCheck.refused(name(), patient, outcome));
            }
            phone.media().press(KEYS).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (before < 0) {
                return List.of(Finding.warning(
                        name(),
                        "keys were pressed; whether they were heard cannot be asked",
                        "--api http://HOST:PORT"));
            }
            long end = System.nanoTime() + PATIENCE.toNanos();
            double heard = 0;
            while (heard < KEYS.length() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(200);
                heard = patient.meter(METER) - before;
            }
            return List.of(
                    heard >= KEYS.length()
                            ? Finding.ok(name(), "the keys that were pressed were heard")
                            : Finding.failed(
                                    name(),
                                    "of " + KEYS.length() + " keys " + (int) heard + " were heard",
                                    "in 3CX: DTMF by RFC 2833 on the trunk; UDP VOICE_RTP_PORT_MIN to"
                                            + " VOICE_RTP_PORT_MAX inbound"));
        }
    }
}
