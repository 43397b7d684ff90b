package ai.openclaw.voice.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Errand;
import ai.openclaw.voice.call.Speakable;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EndlessWebhookTest {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void anAnswerThatNeverEndsKeepsNoThread() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Webhooks webhooks = new Webhooks(new WebhookPolicy(List.of()), null, Clock.systemUTC())) {
            threads.submit(() -> {
                while (true) {
                    Socket socket = server.accept();
                    threads.submit(() -> dripFor(socket));
                }
            });
            OutboundCall call = new OutboundCall(
                    CallId.fresh(),
                    new OutboundRequest(
                            "1001",
                            Speakable.ofAnswer("Hello."),
                            Errand.Mode.ANNOUNCE,
                            null,
                            null,
                            null,
                            "",
                            30,
                            URI.create("http://127.0.0.1:" + server.getLocalPort() + "/")),
                    new Line("9001", null, true),
                    Errand.OnMachine.IGNORE,
                    Instant.now());
            webhooks.tell(call);
            call.reached(OutboundCall.State.DIALING);
            webhooks.tell(call);

            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> told.size() == 2);
            assertThat(told).containsExactly("queued", "dialing");
        } finally {
            threads.shutdownNow();
        }
    }

    /** 200, and then a byte now and then for as long as anybody listens. */
    private Void dripFor(Socket socket) throws IOException, InterruptedException {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            int length = 0;
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
            }
            char[] body = new char[length];
            for (int read = 0; read < length; ) {
                read += in.read(body, read, length - read);
            }
            told.add(new ObjectMapper().readTree(new String(body)).get("event").asText());
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write('x');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }
}
