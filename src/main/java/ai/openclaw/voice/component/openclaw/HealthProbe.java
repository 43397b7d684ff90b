package ai.openclaw.voice.component.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** Looks at a brain's probes, which take no token: {@code /health}, and {@code /readyz} where there is one. */
final class HealthProbe {
    private static final long TIMEOUT_MS = 1000;
    private static final int MAX_BYTES = 8192;
    private static final ObjectMapper JSON = new ObjectMapper();

    private HealthProbe() {}

    static BrainHealth of(BrainHttp http, Watchdog watchdog, OpenClawConfiguration options) {
        String base = HttpTokenSource.withoutSlash(options.getBaseUrl());
        try {
            Reply health = get(http, watchdog, base + "/health");
            boolean demo = health.body.path("demo").asBoolean(false);
            if (health.status != 200) {
                return new BrainHealth(true, false, demo, "/health says " + health.status);
            }
            int ready = options.getDialect() == Dialect.v1 ? 200 : get(http, watchdog, base + "/readyz").status;
            return ready == 200
                    ? new BrainHealth(true, true, demo, "ok")
                    : new BrainHealth(true, false, demo, "/readyz says " + ready);
        } catch (IOException | RuntimeException e) {
            return new BrainHealth(
                    false,
                    false,
                    false,
                    "no answer from " + base + " (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Reply get(BrainHttp http, Watchdog watchdog, String url) throws IOException {
        BrainHttp.Call call = http.prepare(() -> new HttpGet(url));
        try (Watchdog.Alarm alarm = watchdog.arm(TIMEOUT_MS, call::close);
                ClassicHttpResponse response = call.send();
                InputStream in = response.getEntity() == null
                        ? InputStream.nullInputStream()
                        : response.getEntity().getContent()) {
            return new Reply(response.getCode(), json(in.readNBytes(MAX_BYTES)));
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private record Reply(int status, JsonNode body) {}
}
