package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.component.sip.RegistrationTrial;
import ai.openclaw.voice.component.sip.SipAccount;
import ai.openclaw.voice.component.sip.register.RegisterOutcome;
import ai.openclaw.voice.component.sip.register.RegistrationAdvice;
import java.util.ArrayList;
import java.util.List;

/** Registers each extension once while the system does not run, says what is wrong with it, and takes it back. */
final class TrialCheck {
    /** That of {@link RegistrationCheck}, whose part this is. */
    private static final String NAME = "registration";

    private TrialCheck() {}

    static List<Finding> look(Patient patient) throws InterruptedException {
        List<SipAccount> accounts;
        try {
            accounts = patient.surroundings().accounts();
        } catch (RuntimeException e) {
            return List.of(Finding.failed(NAME, root(e), "what it says"));
        }
        if (accounts.isEmpty()) {
            return List.of(Finding.warning(
                    NAME,
                    "no extension is to be registered, so no exchange sends us calls",
                    "VOICE_SIP_REGISTRAR, VOICE_SIP_DOMAIN, VOICE_EXT_9001_AUTH_ID, VOICE_EXT_9001_PASSWORD"));
        }
        List<Finding> findings = new ArrayList<>();
        try (RegistrationTrial trial = patient.surroundings().registrationTrial(accounts)) {
            for (SipAccount account : accounts) {
                findings.add(judged(account, trial.register(account)));
            }
        } catch (IllegalStateException e) {
            // The port is taken: perhaps the system runs after all, and its registrations must not be touched.
            findings.add(Finding.failed(
                    NAME,
                    "not tried, because the system may run and not answer at " + patient.api() + ": " + root(e),
                    "VOICE_HTTP_PORT, --api http://HOST:PORT, or VOICE_SIP_PORT"));
        }
        return findings;
    }

    private static Finding judged(SipAccount account, RegisterOutcome outcome) {
        String who = "extension " + account.extension() + " at " + account.nextHop() + " over " + account.transport();
        if (outcome.status() / 100 == 2) {
            return Finding.ok(NAME, who + " could be registered, which was taken back at once");
        }
        return Finding.failed(
                NAME,
                who + " cannot be registered: " + (outcome.status() == 0 ? "" : outcome.status() + " ")
                        + outcome.text(),
                RegistrationAdvice.of(account, outcome));
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
