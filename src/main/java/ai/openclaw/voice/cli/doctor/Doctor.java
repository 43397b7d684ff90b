package ai.openclaw.voice.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** All the checks, one after the other, those first whose failure explains those that follow. */
final class Doctor {
    private static final List<DoctorCheck> CHECKS = List.of(
            new SystemCheck(),
            new PortsCheck(),
            new ModelsCheck(),
            new SecretsCheck(),
            new ClockCheck(),
            new RegistrationCheck(),
            new AddressCheck(),
            new BrainCheck(),
            new SpeechCheck(),
            new CallCheck(),
            new KeysCheck(),
            new HoldCheck(),
            new SrtpCheck());

    private Doctor() {}

    /** @param told hears of each finding at once, because a call takes a while */
    static List<Finding> look(Patient patient, Consumer<Finding> told) throws InterruptedException {
        List<Finding> all = new ArrayList<>();
        for (DoctorCheck check : CHECKS) {
            List<Finding> findings;
            try {
                findings = check.look(patient);
            } catch (InterruptedException e) {
                throw e;
            } catch (TimeoutException e) {
                findings = List.of(Finding.failed(
                        check.name(),
                        patient.target() + " does not answer",
                        "VOICE_SIP_HOST, VOICE_SIP_PORT, the firewall, or --target"));
            } catch (Exception e) {
                Throwable cause = e;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
                findings = List.of(Finding.failed(check.name(), "could not be looked at: " + why, "what it says"));
            }
            findings.forEach(told);
            all.addAll(findings);
        }
        return all;
    }
}
