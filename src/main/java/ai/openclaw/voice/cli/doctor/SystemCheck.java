package ai.openclaw.voice.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether it runs, and calls itself ready. */
final class SystemCheck implements DoctorCheck {
    @Override
    public String name() {
        return "system";
    }

    @Override
    public List<Finding> look(Patient patient) throws InterruptedException {
        Optional<HttpResponse<String>> answer = patient.ask("/ready");
        if (answer.isEmpty()) {
            return List.of(Finding.failed(
                    name(),
                    "nothing answers at " + patient.api() + "/ready",
                    "start it with ./voice run, or say where it is: --api http://HOST:PORT (VOICE_HTTP_PORT)"));
        }
        List<String> reasons = new ArrayList<>();
        for (JsonNode role : Patient.json(answer.get().body()).path("roles")) {
            role.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        }
        if (answer.get().statusCode() != 200) {
            return List.of(
                    Finding.failed(name(), "it runs and is not ready: " + String.join("; ", reasons), "what it says"));
        }
        // The reasons tell how it stands, not what is wrong; what is, another check finds.
        return List.of(Finding.ok(name(), "it runs and is ready: " + String.join("; ", reasons)));
    }
}
