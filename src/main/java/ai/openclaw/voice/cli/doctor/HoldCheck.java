package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.demo.caller.CallOutcome;
import ai.openclaw.voice.demo.caller.CallerPhone;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Who is on hold hears nothing, and after it the sound goes on. */
final class HoldCheck implements DoctorCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Packets that were under way; half of what comes in this time, without a hold, ms. */
    private static final int LISTEN_MS = 1000;

    private static final int STRAYS = 10;

    @Override
    public String name() {
        return "hold";
    }

    @Override
    public List<Finding> look(Patient patient) throws Exception {
        try (CallerPhone phone = CallerPhone.place(patient.call())) {
            CallOutcome outcome = phone.awaitOutcome(PATIENCE);
            if (!outcome.isAnswered()) {
                return List.of(CallCheck.refused(name(), patient, outcome));
            }
            int held = phone.hold().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (held != 200) {
                return List.of(Finding.failed(
                        name(), "the re-INVITE that holds was answered with " + held, "in 3CX: Supports Re-Invite"));
            }
            TimeUnit.MILLISECONDS.sleep(200);
            long whileHeld = received(phone);
            int resumed = phone.resume().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            long after = received(phone);
            if (resumed != 200 || after == 0) {
                return List.of(Finding.failed(
                        name(),
                        "the sound does not come back after a hold (" + resumed + ")",
                        "in 3CX: Supports Re-Invite and PBX Delivers Audio"));
            }
            return List.of(
                    whileHeld > STRAYS
                            ? Finding.failed(name(), "sound is sent while on hold", "the route call-changed")
                            : Finding.ok(name(), "held and taken back"));
        }
    }

    /** Packets that come from now on, for a while. */
    private static long received(CallerPhone phone) throws InterruptedException {
        long before = phone.media().statistics().received();
        TimeUnit.MILLISECONDS.sleep(LISTEN_MS);
        return phone.media().statistics().received() - before;
    }
}
