package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.boot.DoctorSurroundings;
import ai.openclaw.voice.boot.VoiceProperties;
import ai.openclaw.voice.demo.caller.CallerOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The system that is looked at, and its settings as this process reads them from the same places.
 *
 * @param surroundings settings and engines
 * @param target whom to call, a SIP URI
 * @param api the system's HTTP address, without a slash at its end
 */
record Patient(DoctorSurroundings surroundings, String target, String api) {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    VoiceProperties settings() {
        return surroundings.settings();
    }

    /** A call as the system takes it: protected when it takes no others, else in clear. */
    CallerOptions call() {
        CallerOptions call = CallerOptions.to(target).from("doctor", "Doctor");
        return settings().rtp().srtp().equals("required") ? call.protectedBySrtp() : call;
    }

    /** What the system says there; empty when it cannot be reached. */
    Optional<HttpResponse<String>> ask(String path) throws InterruptedException {
        String who = settings().admin().user() + ":" + surroundings.adminPassword();
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8)))
                .build();
        try {
            return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The extensions that register; empty when that cannot be asked, or none does. */
    Iterable<JsonNode> registrations() throws InterruptedException {
        return ask("/api/registrations")
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> json(answer.body()))
                .orElseGet(JSON::createArrayNode);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    /** How often this has happened, as the system's meters tell; -1 when they cannot be asked. */
    double meter(String name) throws InterruptedException {
        return ask("/actuator/prometheus")
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> answer.body()
                        .lines()
                        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum())
                .orElse(-1.0);
    }
}
