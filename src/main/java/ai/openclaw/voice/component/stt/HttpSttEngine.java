package ai.openclaw.voice.component.stt;

import ai.openclaw.voice.call.Pcm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Any service that speaks OpenAI's transcription API: {@code POST /v1/audio/transcriptions}, a WAV in a form, JSON with a
 * {@code text} back. Begins nothing on a guess, as each request is paid for.
 */
public final class HttpSttEngine implements SttEngine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);

    private final String name;
    private final URI transcriptions;
    private final String apiKey;
    private final String model;
    private final Duration deadline;
    // A redirect would take the key to another host, so none is followed; JDK's default, said here on purpose.
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /**
     * @param base the service, for example {@code https://api.openai.com}; its path may hold a prefix before {@code /v1}
     * @param apiKey sent as a bearer token, never logged; null for none
     * @param model the service's own name of the model, for example {@code whisper-1}
     * @param deadline from the end of speech to the transcript; then the request is given up
     */
    public HttpSttEngine(String name, URI base, String apiKey, String model, Duration deadline) {
        this.name = name;
        this.transcriptions = URI.create(base.toString().replaceAll("/+$", "") + "/v1/audio/transcriptions");
        this.apiKey = apiKey;
        this.model = model;
        this.deadline = deadline;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Recognition begin(String language) {
        return new HttpRecognition(language);
    }

    private String transcribe(Pcm sound, String language) throws SttException {
        WavForm form = new WavForm(sound).field("model", model).field("response_format", "json");
        if (language != null) {
            form.field("language", language.replaceAll("-.*", "")); // The API wants ISO 639-1, without the country.
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(transcriptions)
                .header("Content-Type", form.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes()));
        if (apiKey != null && !apiKey.isBlank()) {
            request.header("Authorization", "Bearer " + apiKey);
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), response -> new BoundedBody(BoundedBody.ONE_MEBIBYTE));
        try {
            return text(answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new SttException(name + " took longer than " + deadline.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new SttException(
                    name + " cannot be asked: " + e.getCause().getClass().getSimpleName(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SttException(name + " was interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    private String text(HttpResponse<byte[]> answer) throws SttException {
        // The body of an error may repeat the key or what the caller said, so only the status is told.
        if (answer.statusCode() != 200) {
            throw new SttException(name + " answered with status " + answer.statusCode());
        }
        try {
            JsonNode json = JSON.readTree(answer.body());
            if (json != null && json.path("text").isTextual()) {
                return Invented.noteless(json.path("text").asText());
            }
        } catch (IOException e) {
            throw new SttException(name + " answered with something that is no JSON");
        }
        throw new SttException(name + " answered with JSON that has no text");
    }

    private final class HttpRecognition implements Recognition {
        private final String language;
        private short[] sound = new short[8000];
        private int length;
        private int rate;

        HttpRecognition(String language) {
            this.language = language;
        }

        @Override
        public void accept(short[] samples, int sampleRateHz) throws SttException {
            if (rate != 0 && rate != sampleRateHz) {
                throw new SttException("an utterance changed from " + rate + " Hz to " + sampleRateHz + " Hz");
            }
            rate = sampleRateHz;
            if (length + samples.length > sound.length) {
                sound = Arrays.copyOf(sound, Math.max(sound.length * 2, length + samples.length));
            }
            System.arraycopy(samples, 0, sound, length, samples.length);
            length += samples.length;
        }

        @Override
        public String finish() throws SttException {
            return length == 0 ? "" : transcribe(new Pcm(Arrays.copyOf(sound, length), rate), language);
        }

        @Override
        public void close() {
            length = 0;
        }
    }
}
