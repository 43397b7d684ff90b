package ai.openclaw.voice.component.tts;

import ai.openclaw.voice.call.Speakable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Any service with OpenAI's {@code POST /v1/audio/speech}. Its sound is passed on while it arrives. */
public final class HttpTtsEngine implements TtsEngine {
    public static final String NAME = "http";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** Five minutes of sound; a clause that is longer comes from a service gone mad. */
    private static final long MAX_BYTES = 5 * 60 * 24_000 * 2L;

    private final Settings settings;
    private final StreamLevel level = new StreamLevel();
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /**
     * @param baseUrl such as {@code https://api.example.com/v1}; {@code /audio/speech} is appended
     * @param apiKey sent as a bearer token, or null; never logged
     * @param model the service's model name
     * @param voice the service's voice when a call names none
     * @param format {@code pcm} (raw 16-bit little-endian at 24 kHz, as OpenAI sends it) or {@code wav}
     * @param firstByteDeadline how long the first sound may take
     * @param stallDeadline how long the sound may pause on its way
     */
    public record Settings(
            URI baseUrl,
            String apiKey,
            String model,
            String voice,
            String format,
            Duration firstByteDeadline,
            Duration stallDeadline) {
        public Settings {
            if (!"pcm".equals(format) && !"wav".equals(format)) {
                throw new IllegalArgumentException("the speech service's format must be pcm or wav, not " + format);
            }
            if (baseUrl.getScheme() == null || !baseUrl.getScheme().startsWith("http")) {
                throw new IllegalArgumentException("the speech service's address must begin with http: or https:");
            }
        }

        /** pcm, 2.5 s to the first sound, 2 s without sound on the way. */
        public static Settings of(URI baseUrl, String apiKey, String model, String voice) {
            return new Settings(baseUrl, apiKey, model, voice, "pcm", Duration.ofMillis(2_500), Duration.ofSeconds(2));
        }

        @Override
        public String toString() {
            return "Settings[" + baseUrl + ", " + model + ", " + voice + ", " + format + "]";
        }
    }

    public HttpTtsEngine(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SpeechStream speak(Speakable text, String voice) throws TtsException {
        long deadline = System.nanoTime() + settings.firstByteDeadline().toNanos();
        HttpResponse<ArrivingBytes> response =
                await(client.sendAsync(request(text, voice), info -> new ArrivingBytes(MAX_BYTES)), deadline);
        HttpSpeechStream stream = new HttpSpeechStream(response.body(), settings.stallDeadline(), text.text(), level);
        try {
            if (response.statusCode() != 200) {
                throw new TtsException("the speech service answered " + response.statusCode());
            }
            stream.begin(deadline);
            return stream;
        } catch (TtsException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private HttpRequest request(Speakable text, String voice) {
        ObjectNode body = json.createObjectNode()
                .put("model", settings.model())
                .put("voice", voice == null ? settings.voice() : voice)
                .put("input", text.text())
                .put("response_format", settings.format());
        String base = settings.baseUrl().toString().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/audio/speech"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (settings.apiKey() != null && !settings.apiKey().isBlank()) {
            request.header("Authorization", "Bearer " + settings.apiKey());
        }
        return request.build();
    }

    private static HttpResponse<ArrivingBytes> await(
            CompletableFuture<HttpResponse<ArrivingBytes>> asked, long deadline) throws TtsException {
        try {
            return asked.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abandon(asked);
            throw new TtsException("the speech service gave no answer in time");
        } catch (ExecutionException e) {
            throw new TtsException("the speech service cannot be reached", e.getCause());
        } catch (InterruptedException e) {
            abandon(asked);
            Thread.currentThread().interrupt();
            throw new TtsException("interrupted", e);
        }
    }

    private static void abandon(CompletableFuture<HttpResponse<ArrivingBytes>> asked) {
        asked.thenAccept(late -> late.body().close());
        asked.cancel(true);
    }
}
