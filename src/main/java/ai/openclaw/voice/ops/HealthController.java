package ai.openclaw.voice.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /health}: is the process worth keeping? {@code /ready}: may a call be sent here? Each with its reasons. */
@RestController
public class HealthController {
    private final CamelContext camel;
    private final List<RoleCheck> roles;

    public HealthController(CamelContext camel, List<RoleCheck> roles) {
        this.camel = camel;
        this.roles = roles;
    }

    @GetMapping("/health")
    ResponseEntity<Map<String, Object>> health() {
        List<String> reasons = new ArrayList<>();
        if (!camel.getStatus().isStarted()) {
            reasons.add("the routes are " + camel.getStatus().name().toLowerCase(java.util.Locale.ROOT));
        }
        for (Route route : camel.getRoutes()) {
            ServiceStatus status = camel.getRouteController().getRouteStatus(route.getId());
            if (status != null && !status.isStarted()) {
                reasons.add("route " + route.getId() + " is " + status.name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return answer(reasons.isEmpty(), reasons.isEmpty() ? "up" : "down", Map.of("reasons", reasons));
    }

    @GetMapping("/ready")
    ResponseEntity<Map<String, Object>> ready() {
        List<RoleCheck.Status> statuses = roles.stream().map(RoleCheck::check).toList();
        boolean ready = statuses.stream().allMatch(RoleCheck.Status::ready);
        return answer(ready, ready ? "ready" : "not-ready", Map.of("roles", statuses));
    }

    private static ResponseEntity<Map<String, Object>> answer(
            boolean good, String status, Map<String, Object> details) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status);
        body.putAll(details);
        return ResponseEntity.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(body);
    }
}
