package ai.openclaw.voice.ops;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.Errand.OnMachine;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.outbound.IdempotencyKeys;
import ai.openclaw.voice.outbound.Line;
import ai.openclaw.voice.outbound.OutboundCalls;
import ai.openclaw.voice.outbound.OutboundDesk;
import ai.openclaw.voice.outbound.OutboundSettings;
import ai.openclaw.voice.outbound.WebhookPolicy;
import ai.openclaw.voice.outbound.Webhooks;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** Whoever has waited too long for an answer may dial by themselves, so we do not. */
class SlowRequestTest {
    private static final String BEGINNING = "POST /api/outbound-call HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final String BODY = "{\"to\":\"1001\",\"message\":\"Hello.\"}";
    /** A request is given up after 3 s; the sender waits no shorter than that. */
    private static final int TOO_LONG_MS = 3300;

    private final List<String> routes = new CopyOnWriteArrayList<>();
    private final WebhookPolicy policy = new WebhookPolicy(List.of());
    private final Webhooks webhooks = new Webhooks(policy, null, Clock.systemUTC());
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private OutboundCalls calls;
    private WebServer server;

    @BeforeEach
    void prepare() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outbound-request").setBody(constant("ADMITTED"));
                from("direct:outbound-call").process(exchange -> routes.add("dialled"));
                from("direct:outbound-withdrawn").process(exchange -> routes.add("withdrawn"));
            }
        });
        OutboundSettings settings = new OutboundSettings(3, "9", "1", List.of(), OnMachine.HANGUP, 60);
        calls = new OutboundCalls(settings, webhooks, Clock.systemUTC());
        OutboundDesk desk = new OutboundDesk(
                calls,
                settings,
                policy,
                () -> List.of(new Line("9001", "Assistant", true)),
                camel.createProducerTemplate(),
                Runnable::run);
        OutboundController controller = new OutboundController(
                desk, calls, new IdempotencyKeys<>(Clock.systemUTC()), new ObjectMapper(), new SipComponent());
        TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory(0);
        tomcat.setAddress(InetAddress.getLoopbackAddress());
        tomcat.addEngineValves(new Arrival());
        server = tomcat.getWebServer(context -> context.addServlet("api", new HttpServlet() {
                    @Override
                    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
                        controller.place(request, response, null);
                    }
                })
                .addMapping("/"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        camel.stop();
        webhooks.close();
    }

    @Test
    void isRefusedAtOnceWhileTheRoutesStart() throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch routesMayBegin = new CountDownLatch(1);
        camel.addStartupListener((context, already) -> {
            starting.countDown();
            routesMayBegin.await();
        });
        Thread start = new Thread(camel::start);
        start.start();
        assertThat(starting.await(40, TimeUnit.SECONDS)).isTrue();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            write(socket, BEGINNING + rest());
            // The routes begin only after the answer, which therefore did not wait for them.
            assertThat(answer(socket)).startsWith("HTTP/1.1 503").contains("starting");
        } finally {
            routesMayBegin.countDown();
            start.join();
        }
        assertThat(routes).isEmpty();
        assertThat(calls.all()).isEmpty();
    }

    @Test
    void isNotDialledWhenItTookLongBeforeAnybodyCouldReadIt() throws Exception {
        camel.start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            write(socket, BEGINNING);
            TimeUnit.MILLISECONDS.sleep(TOO_LONG_MS);
            write(socket, rest());

            assertThat(answer(socket)).startsWith("HTTP/1.1 503").contains("Too slow; nothing was dialled");
        }
        assertThat(routes).containsExactly("withdrawn");
        assertThat(calls.all()).isEmpty();
    }

    @Test
    void aConnectionThatWaitedBeforeItsRequestIsNotSlow() throws Exception {
        camel.start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            TimeUnit.MILLISECONDS.sleep(TOO_LONG_MS);
            write(socket, BEGINNING + rest());

            assertThat(answer(socket)).startsWith("HTTP/1.1 200").contains("\"status\":\"queued\"");
        }
        assertThat(routes).containsExactly("dialled");
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static String rest() {
        return "Content-Length: " + BODY.length() + "\r\nConnection: close\r\n\r\n" + BODY;
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(40_000);
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
}
