package ai.openclaw.voice.component.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpSttEngineTest {
    private static final String KEY = "sk-do-not-tell";
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private volatile int status = 200;
    private volatile byte[] answer = "{\"text\": \" Call the office. \"}".getBytes(StandardCharsets.UTF_8);
    private volatile boolean hangBefore;
    private volatile boolean hangInside;
    private volatile byte[] form;
    private volatile String authorization;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/prefix/v1/audio/transcriptions", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void sendsAWavInAFormAndGivesTheText() throws Exception {
        short[] samples = {1, -2, 300};
        assertThat(hear(engine(Duration.ofSeconds(5)), samples)).isEqualTo("Call the office.");
        assertThat(authorization).isEqualTo("Bearer " + KEY);
        String text = new String(form, StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("name=\"model\"\r\n\r\nwhisper-1\r\n")
                .contains("name=\"language\"\r\n\r\nen\r\n")
                .contains("filename=\"utterance.wav\"\r\nContent-Type: audio/wav\r\n\r\nRIFF");
        int wav = text.indexOf("RIFF");
        byte[] data = Arrays.copyOfRange(form, wav + 44, wav + 50);
        assertThat(data).containsExactly(1, 0, 0xfe, 0xff, 0x2c, 1);
        assertThat(form[wav + 24] & 0xff | (form[wav + 25] & 0xff) << 8).isEqualTo(8000);
    }

    @Test
    void tellsAnErrorsStatusButNotItsText() {
        status = 500;
        answer = ("{\"error\": \"bad key " + KEY + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> hear(engine(Duration.ofSeconds(5)), new short[800]))
                .isInstanceOf(SttException.class)
                .hasMessage("http answered with status 500")
                .hasNoCause();
    }

    @Test
    void givesUpWhenNothingComes() {
        hangBefore = true;
        assertThatThrownBy(() -> hear(engine(Duration.ofMillis(300)), new short[800]))
                .isInstanceOf(SttException.class)
                .hasMessage("http took longer than 300 ms");
    }

    @Test
    void givesUpWhenTheAnswerStopsHalfWay() {
        hangInside = true;
        assertThatThrownBy(() -> hear(engine(Duration.ofMillis(300)), new short[800]))
                .isInstanceOf(SttException.class)
                .hasMessage("http took longer than 300 ms");
    }

    @Test
    void refusesGarbage() {
        answer = "<html>welcome".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> hear(engine(Duration.ofSeconds(5)), new short[800]))
                .hasMessage("http answered with something that is no JSON");
        answer = "{\"transcript\": 5}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> hear(engine(Duration.ofSeconds(5)), new short[800]))
                .hasMessage("http answered with JSON that has no text");
        answer = new byte[0];
        assertThatThrownBy(() -> hear(engine(Duration.ofSeconds(5)), new short[800]))
                .isInstanceOf(SttException.class);
        answer = new byte[3 << 20];
        assertThatThrownBy(() -> hear(engine(Duration.ofSeconds(5)), new short[800]))
                .isInstanceOf(SttException.class)
                .hasMessageContaining("cannot be asked");
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + free);
        assertThatThrownBy(() -> hear(
                        new HttpSttEngine("http", nobody, null, "whisper-1", Duration.ofSeconds(5)), new short[800]))
                .isInstanceOf(SttException.class)
                .hasMessage("http cannot be asked: ConnectException");
    }

    @Test
    void canBeInterrupted() throws Exception {
        hangBefore = true;
        var interrupted = threads.submit(() -> {
            Thread.currentThread().interrupt();
            try {
                return hear(engine(Duration.ofSeconds(20)), new short[800]);
            } catch (SttException e) {
                return e.getMessage() + " " + Thread.currentThread().isInterrupted();
            }
        });
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isEqualTo("http was interrupted true");
    }

    @Test
    void asksNobodyAboutNothing() throws Exception {
        assertThat(hear(engine(Duration.ofSeconds(5)), new short[0])).isEmpty();
        assertThat(form).isNull();
    }

    private HttpSttEngine engine(Duration deadline) {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prefix/");
        return new HttpSttEngine("http", base, KEY, "whisper-1", deadline);
    }

    private static String hear(SttEngine engine, short[] samples) throws SttException {
        try (SttEngine.Recognition recognition = engine.begin("en-US")) {
            recognition.accept(samples, 8000);
            return recognition.finish();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            form = body.readAllBytes();
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (hangBefore) {
                hang();
            }
            exchange.sendResponseHeaders(status, hangInside ? answer.length : answer.length == 0 ? -1 : answer.length);
            if (hangInside) {
                exchange.getResponseBody().write(answer, 0, 5);
                exchange.getResponseBody().flush();
                hang();
            }
            exchange.getResponseBody().write(answer);
        }
    }

    private void hang() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
