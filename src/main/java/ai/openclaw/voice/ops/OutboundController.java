package ai.openclaw.voice.ops;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.CallLog;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.outbound.IdempotencyKeys;
import ai.openclaw.voice.outbound.InvalidRequestException;
import ai.openclaw.voice.outbound.OutboundCall;
import ai.openclaw.voice.outbound.OutboundCalls;
import ai.openclaw.voice.outbound.OutboundDesk;
import ai.openclaw.voice.outbound.UnavailableException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** v1's API for calls that we place, and the address that v1's own router hands such calls over to. */
@RestController
public class OutboundController {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundController.class);
    /** v1's router waits as long as the phone may ring, 5 s at least; what comes later than this may be dialled there. */
    private static final long ANSWER_WITHIN_MS = 3000;
    /** All fields at their longest are a third of this. */
    private static final int LONGEST_BODY = 64 * 1024;

    private static final int LONGEST_KEY = 255;

    private final OutboundDesk desk;
    private final OutboundCalls calls;
    private final IdempotencyKeys<OutboundCall> keys;
    private final ObjectMapper json;
    private final SipComponent sip;

    public OutboundController(
            OutboundDesk desk,
            OutboundCalls calls,
            IdempotencyKeys<OutboundCall> keys,
            ObjectMapper json,
            SipComponent sip) {
        this.desk = desk;
        this.calls = calls;
        this.keys = keys;
        this.json = json;
        this.sip = sip;
    }

    @PostMapping({"/api/outbound-call", "/api/v1/outbound-call"})
    void place(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestHeader(name = "Idempotency-Key", required = false) String key)
            throws IOException {
        long began = Arrival.nanosOf(request);
        if (key != null && key.length() > LONGEST_KEY) {
            refuse(response, HttpStatus.BAD_REQUEST, "validation_failed", "Header \"Idempotency-Key\" is too long");
            return;
        }
        IdempotencyKeys.Answer<OutboundCall> answer;
        try {
            String body = bodyOf(request);
            answer = keys.once(key, body, () -> desk.accept(body));
        } catch (InvalidRequestException | BodyTooLongException e) {
            refuse(response, HttpStatus.BAD_REQUEST, "validation_failed", e.getMessage());
            return;
        } catch (IdempotencyKeys.ConflictException e) {
            refuse(response, HttpStatus.UNPROCESSABLE_ENTITY, "idempotency_conflict", e.getMessage());
            return;
        } catch (UnavailableException e) {
            response.setHeader("Retry-After", "5");
            refuse(response, HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", e.getMessage());
            return;
        } catch (Exception e) {
            LOG.error("a request for a call failed", e);
            refuse(response, HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "An internal error occurred");
            return;
        }
        OutboundCall call = answer.value();
        if (answer.replayed()) {
            response.setHeader("Idempotency-Replayed", "true");
            write(response, HttpStatus.OK, accepted(call));
        } else if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) > ANSWER_WITHIN_MS) {
            takeBack(call);
            refuse(response, HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", "Too slow; nothing was dialled");
        } else {
            answerThenDial(response, call);
        }
    }

    /** In this order: whoever is not told may dial by themselves, and then we must not. */
    private void answerThenDial(HttpServletResponse response, OutboundCall call) throws IOException {
        try {
            write(response, HttpStatus.OK, accepted(call));
        } catch (IOException e) {
            takeBack(call);
            throw e;
        }
        desk.dial(call);
    }

    private void takeBack(OutboundCall call) {
        keys.forget(call);
        desk.withdraw(call);
    }

    private static Map<String, Object> accepted(OutboundCall call) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", true);
        body.put("callId", call.callId().value());
        body.put("status", "queued");
        body.put("message", "Call initiated");
        body.put("device", call.line().name());
        return body;
    }

    @GetMapping("/api/call/{id}")
    ResponseEntity<Map<String, Object>> one(@PathVariable String id) {
        Optional<OutboundCall> call = calls.find(id);
        if (call.isEmpty()) {
            return refusal(HttpStatus.NOT_FOUND, "not_found", "Call not found or expired");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", true);
        body.putAll(call.get().info(calls.now()));
        return ResponseEntity.ok(body);
    }

    @GetMapping("/api/calls")
    Map<String, Object> all() {
        List<Map<String, Object>> infos =
                calls.all().stream().map(call -> call.info(calls.now())).toList();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", true);
        body.put("count", infos.size());
        body.put("calls", infos);
        return body;
    }

    @PostMapping("/api/call/{id}/hangup")
    ResponseEntity<Map<String, Object>> hangup(@PathVariable String id) {
        Optional<OutboundCall> call = calls.find(id);
        if (call.isEmpty()) {
            return sip.otherSystemOf(id)
                    .map(system -> passesThrough(id, system))
                    .orElseGet(() -> refusal(HttpStatus.NOT_FOUND, "not_found", "Call not found or expired"));
        }
        if (!desk.hangup(call.get())) {
            return refusal(HttpStatus.BAD_REQUEST, "already_ended", "Call has already ended");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", true);
        body.put("message", "Call hangup initiated");
        body.put("callId", id);
        return ResponseEntity.ok(body);
    }

    private static ResponseEntity<Map<String, Object>> passesThrough(String id, String system) {
        String why = system + " has this call, which only passes through here: it can be hung up at " + system
                + ", or by the caller";
        try (CallLog ignored = CallLog.named(new CallId(id))) {
            LOG.info("not hung up: {}", why);
        }
        return refusal(HttpStatus.CONFLICT, "passes_through", why);
    }

    private static final class BodyTooLongException extends Exception {
        BodyTooLongException() {
            super("The body must be " + LONGEST_BODY + " bytes or less");
        }
    }

    private static String bodyOf(HttpServletRequest request) throws IOException, BodyTooLongException {
        try (InputStream in = request.getInputStream()) {
            byte[] bytes = in.readNBytes(LONGEST_BODY + 1);
            if (bytes.length > LONGEST_BODY) {
                throw new BodyTooLongException();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private void write(HttpServletResponse response, HttpStatus status, Map<String, Object> body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        response.setStatus(status.value());
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String error, String message)
            throws IOException {
        write(response, status, error(error, message));
    }

    private static ResponseEntity<Map<String, Object>> refusal(HttpStatus status, String error, String message) {
        return ResponseEntity.status(status).body(error(error, message));
    }

    private static Map<String, Object> error(String error, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", false);
        body.put("error", error);
        body.put("message", message);
        return body;
    }
}
