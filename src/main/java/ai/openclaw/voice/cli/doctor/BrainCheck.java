package ai.openclaw.voice.cli.doctor;

import ai.openclaw.voice.boot.VoiceProperties;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** The brain is there, and answers a question. */
final class BrainCheck implements DoctorCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "brain";
    }

    @Override
    public List<Finding> look(Patient patient) throws Exception {
        VoiceProperties.OpenClaw brain = patient.settings().openclaw();
        if (brain.dialect().equals("v1")) {
            return List.of(Finding.ok(name(), "v1's bridge is asked in the call only"));
        }
        String url = brain.isConfigured()
                ? brain.url().replaceFirst("/+$", "")
                : "http://127.0.0.1:" + patient.settings().demoBrain().port();
        try {
            HttpResponse<String> answer = patient.send(question(brain, url));
            if (answer.statusCode() != 200) {
                return List.of(refused(url, answer.statusCode()));
            }
            String words = Patient.json(answer.body())
                    .path("choices")
                    .path(0)
                    .path("message")
                    .path("content")
                    .asText("");
            if (words.isBlank()) {
                return List.of(
                        Finding.failed(name(), url + " answered without words", "the agent's model in OpenClaw"));
            }
            return List.of(
                    brain.isConfigured()
                            ? Finding.ok(name(), url + " answers")
                            : Finding.warning(
                                    name(),
                                    "the demo brain answers, which knows small talk only",
                                    "VOICE_OPENCLAW_URL"));
        } catch (IOException e) {
            return List.of(Finding.failed(
                    name(), "no answer from " + url + " (" + e.getClass().getSimpleName() + ")", "VOICE_OPENCLAW_URL"));
        }
    }

    private static HttpRequest question(VoiceProperties.OpenClaw brain, String url) {
        ObjectNode body = Patient.JSON.createObjectNode();
        body.put("model", "openclaw:" + brain.agent()).put("stream", false).put("user", "doctor");
        body.putArray("messages").addObject().put("role", "user").put("content", "Say yes if you can read this.");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (brain.token() != null && !brain.token().isBlank()) {
            request.header("Authorization", "Bearer " + brain.token());
        }
        return request.build();
    }

    private Finding refused(String url, int status) {
        String change =
                switch (status) {
                    case 401, 403 -> "VOICE_OPENCLAW_TOKEN";
                    case 404, 405 -> "gateway.http.endpoints.chatCompletions.enabled: true, in OpenClaw";
                    default -> "the gateway's log";
                };
        return Finding.failed(name(), url + " answered with " + status, change);
    }
}
