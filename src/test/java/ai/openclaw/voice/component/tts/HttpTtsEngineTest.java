package ai.openclaw.voice.component.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.call.Speakable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTtsEngineTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** No test but that of a service that hangs waits so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch goOn = new CountDownLatch(1);
    private HttpServer server;
    private HttpTtsEngine engine;
    private volatile Service service;
    private volatile JsonNode asked;
    private volatile String authorization;

    private interface Service {
        void answer(HttpExchange exchange) throws Exception;
    }

    @BeforeEach
    void startService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/audio/speech", exchange -> {
            asked = new ObjectMapper().readTree(exchange.getRequestBody());
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            try (exchange) {
                service.answer(exchange);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
        engine = engine("pcm", PATIENCE);
    }

    @AfterEach
    void stopService() {
        goOn.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpTtsEngine engine(String format, Duration patience) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
        return new HttpTtsEngine(
                new HttpTtsEngine.Settings(url, "secret-key", "tts-1", "alloy", format, patience, patience));
    }

    @Test
    void speaksRawPcm() throws Exception {
        service = exchange -> send(exchange, tone(1000, 24_000));

        Pcm speech = Sound.all(engine.speak(Speakable.ofAnswer("Hello there."), "nova"));

        assertThat(speech.sampleRateHz()).isEqualTo(24_000);
        assertThat(speech.durationMs()).isBetween(1200, 1400);
        assertThat(Sound.activeDbfs(speech)).isCloseTo(-20, within(1.0));
        assertThat(asked.toString())
                .isEqualTo(
                        "{\"model\":\"tts-1\",\"voice\":\"nova\",\"input\":\"Hello there.\",\"response_format\":\"pcm\"}");
        assertThat(authorization).isEqualTo("Bearer secret-key");
    }

    @Test
    void speaksWavAtItsOwnRate() throws Exception {
        service = exchange -> send(exchange, wav(tone(500, 16_000), 16_000));

        Pcm speech = Sound.all(engine("wav", PATIENCE).speak(Speakable.ofAnswer("Hello"), null));

        assertThat(speech.sampleRateHz()).isEqualTo(16_000);
        assertThat(speech.durationMs()).isEqualTo(500);
        assertThat(asked.path("voice").asText()).isEqualTo("alloy");
    }

    @Test
    void passesTheFirstSoundOnBeforeTheLastHasCome() throws Exception {
        byte[] tone = tone(1000, 24_000);
        service = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(tone, 0, 9_600);
            out.flush();
            goOn.await();
            out.write(tone, 9_600, tone.length - 9_600);
        };

        try (SpeechStream stream = engine.speak(Speakable.ofAnswer("Hello"), null)) {
            assertThat(stream.next().durationMs()).isEqualTo(100);
            goOn.countDown();
            assertThat(Sound.all(stream).durationMs()).isEqualTo(900);
        }
    }

    @Test
    void cutsSilenceAwayBeforeAndAfter() throws Exception {
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        sound.write(new byte[24_000]);
        sound.write(tone(500, 24_000));
        sound.write(new byte[48_000]);
        service = exchange -> send(exchange, sound.toByteArray());

        assertThat(Sound.all(engine.speak(Speakable.ofAnswer("Hello"), null)).durationMs())
                .isBetween(500, 700);
    }

    @Test
    void failsOnAnErrorStatusWithoutItsText() {
        service = exchange -> {
            byte[] text = "{\"error\":\"quota of customer 42 exceeded\"}".getBytes();
            exchange.sendResponseHeaders(500, text.length);
            exchange.getResponseBody().write(text);
        };

        assertThatThrownBy(() -> engine.speak(Speakable.ofAnswer("Hello"), null))
                .isInstanceOf(TtsException.class)
                .hasMessage("the speech service answered 500");
    }

    @Test
    void failsWhenTheServiceHangs() {
        engine = engine("pcm", Duration.ofMillis(700));
        service = exchange -> goOn.await();
        assertThatThrownBy(() -> engine.speak(Speakable.ofAnswer("Hello"), null))
                .isInstanceOf(TtsException.class)
                .hasMessage("the speech service gave no answer in time");

        service = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            goOn.await();
        };
        assertThatThrownBy(() -> engine.speak(Speakable.ofAnswer("Hello"), null))
                .isInstanceOf(TtsException.class);
    }

    @Test
    void failsOnGarbage() {
        for (String garbage : new String[] {"{\"error\":\"x\"}", "<html></html>", "OggS.....", "ID3....", "RIFF", ""}) {
            service = exchange -> send(exchange, garbage.getBytes());
            assertThatThrownBy(() -> engine.speak(Speakable.ofAnswer("Hello"), null))
                    .as(garbage)
                    .isInstanceOf(TtsException.class);
        }
        service = exchange -> send(exchange, wav(new byte[0], 24_000));
        assertThatThrownBy(() -> engine.speak(Speakable.ofAnswer("Hello"), null))
                .isInstanceOf(TtsException.class);
    }

    @Test
    void failsInMidStreamWhenTheServiceDies() throws Exception {
        service = exchange -> {
            exchange.sendResponseHeaders(200, 480_000);
            exchange.getResponseBody().write(tone(500, 24_000));
            exchange.getResponseBody().flush();
            goOn.await();
        };

        SpeechStream stream = engine.speak(Speakable.ofAnswer("Hello"), null);

        assertThat(stream.next()).isNotNull();
        goOn.countDown();
        assertThatThrownBy(() -> Sound.all(stream))
                .isInstanceOf(TtsException.class)
                .hasMessage("the speech service broke off");
    }

    @Test
    void failsWhenNobodyListens() {
        server.stop(0);
        assertThatThrownBy(() -> engine.speak(Speakable.ofAnswer("Hello"), null))
                .isInstanceOf(TtsException.class)
                .hasMessage("the speech service cannot be reached");
    }

    @Test
    void dropsTheConnectionWhenItIsClosed() throws Exception {
        CountDownLatch dropped = new CountDownLatch(1);
        byte[] tone = tone(1000, 24_000);
        service = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (dropped.getCount() > 0) {
                    exchange.getResponseBody().write(tone);
                }
            } catch (IOException e) {
                dropped.countDown();
            }
        };

        SpeechStream stream = engine.speak(Speakable.ofAnswer("Hello"), null);
        stream.close();

        assertThat(stream.next()).isNull();
        assertThat(dropped.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void keepsTheKeyOutOfItsDescription() {
        assertThat(HttpTtsEngine.Settings.of(URI.create("http://x/v1"), "secret-key", "m", "v")
                        .toString())
                .doesNotContain("secret");
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] tone(int ms, int rateHz) {
        byte[] bytes = new byte[rateHz * ms / 1000 * 2];
        for (int i = 0; i < bytes.length / 2; i++) {
            short sample = (short) (9000 * Math.sin(2 * Math.PI * 440 * i / rateHz));
            bytes[2 * i] = (byte) sample;
            bytes[2 * i + 1] = (byte) (sample >> 8);
        }
        return bytes;
    }

    private static byte[] wav(byte[] pcm, int rateHz) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AudioFormat format = new AudioFormat(rateHz, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm), format, pcm.length / 2),
                AudioFileFormat.Type.WAVE,
                out);
        return out.toByteArray();
    }
}
