package ai.openclaw.voice.ops;

import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How it stands with each extension's registration, and what to do where it fails. */
@RestController
public class RegistrationsController {
    private final SipComponent sip;

    public RegistrationsController(SipComponent sip) {
        this.sip = sip;
    }

    @GetMapping("/api/registrations")
    List<Map<String, Object>> registrations() {
        return sip.registrations().stream()
                .map(RegistrationsController::described)
                .toList();
    }

    private static Map<String, Object> described(RegistrationStatus one) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("extension", one.extension());
        all.put("registered", one.registered());
        all.put("state", one.state());
        all.put("since", Instant.ofEpochMilli(one.since()).toString());
        all.put(
                "expiresAt",
                one.expiresAt() == 0
                        ? null
                        : Instant.ofEpochMilli(one.expiresAt()).toString());
        all.put("domain", one.domain());
        all.put("registrar", one.registrar());
        all.put("proxy", one.proxy());
        all.put("transport", one.transport());
        all.put("contact", one.contact());
        all.put("check", one.check());
        all.put("accepted", one.accepted());
        all.put("failures", one.failures());
        all.put("reason", one.reason());
        all.put("advice", one.advice());
        return all;
    }

    /** A line for each extension that is not registered: why, and what to do about it. */
    public static List<String> missing(List<RegistrationStatus> statuses) {
        return statuses.stream()
                .filter(one -> !one.registered())
                .map(one -> "extension " + one.extension() + " is not registered at " + one.registrar() + " ("
                        + one.state() + "): " + one.reason() + (one.advice() == null ? "" : "; " + one.advice()))
                .toList();
    }
}
