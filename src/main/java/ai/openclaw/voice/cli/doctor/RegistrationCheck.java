package ai.openclaw.voice.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the exchange sends us each extension's calls. */
final class RegistrationCheck implements DoctorCheck {
    @Override
    public String name() {
        return "registration";
    }

    @Override
    public List<Finding> look(Patient patient) throws InterruptedException {
        Optional<HttpResponse<String>> answer = patient.ask("/api/registrations");
        if (answer.isEmpty()) {
            return TrialCheck.look(patient);
        }
        if (answer.get().statusCode() == 401) {
            return List.of(Finding.failed(
                    name(),
                    "the operator's password is another one",
                    "VOICE_ADMIN_PASSWORD, or run this where data/admin-password is"));
        }
        List<Finding> findings = new ArrayList<>();
        for (JsonNode one : Patient.json(answer.get().body())) {
            findings.add(judged(one));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(name(), "no extension is to be registered (VOICE_SIP_REGISTRAR is not set)"))
                : findings;
    }

    private Finding judged(JsonNode one) {
        String who = "extension " + one.path("extension").asText() + " at "
                + one.path("registrar").asText();
        if (!one.path("registered").asBoolean()) {
            String change = one.path("advice").asText(null);
            return Finding.failed(
                    name(),
                    who + " is " + one.path("state").asText() + ": "
                            + one.path("reason").asText("no answer yet"),
                    change == null || change.equals("null")
                            ? "VOICE_SIP_REGISTRAR, VOICE_SIP_DOMAIN, and the extension's VOICE_EXT_..._PASSWORD"
                            : change);
        }
        if (one.path("check").asText().equals("silent")) {
            return Finding.warning(
                    name(), who + " is registered, and does not answer our questions any more", "is 3CX up?");
        }
        return Finding.ok(
                name(), who + " is registered until " + one.path("expiresAt").asText());
    }
}
