package ai.openclaw.voice.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.call.Errand;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.sip.SipConstants;
import ai.openclaw.voice.link.RoomEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A call that ends while its message begins: media and signalling come on threads of their own. */
class WebhookOrderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch playing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Stops whoever tells that the message begins until the call has ended, or cannot end before that is told. */
    private final class Meeting extends Clock {
        private final Thread signalling = Thread.currentThread();

        @Override
        public Instant instant() {
            if (Thread.currentThread().getName().equals("media")) {
                playing.countDown();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInSameThread()
                        .until(() -> ended.getCount() == 0 || signalling.getState() == Thread.State.BLOCKED);
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void eachStateIsToldOnceAndTheEndLast() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/told", exchange -> {
            told.add(JSON.readTree(exchange.getRequestBody().readAllBytes())
                    .get("event")
                    .asText());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        Clock clock = new Meeting();
        try (Webhooks webhooks = new Webhooks(new WebhookPolicy(List.of()), null, clock)) {
            OutboundCalls calls = new OutboundCalls(
                    new OutboundSettings(1, "", "", List.of(), Errand.OnMachine.IGNORE, 60), webhooks, clock);
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/told");
            OutboundCall call = calls.open(
                    new OutboundRequest(
                            "1001", Speakable.ofAnswer("Hello."), Errand.Mode.ANNOUNCE, null, null, null, "", 30, url),
                    new Line("9001", null, true));
            call.answered(Instant.now());
            Exchange end = exchange(call);
            Thread media = new Thread(() -> calls.happened(new RoomEvent.PlayoutStarted(call.callId(), 0)), "media");
            media.start();
            assertThat(playing.await(30, TimeUnit.SECONDS)).isTrue();
            calls.ended(end);
            ended.countDown();
            media.join();

            Awaitility.await().atMost(PATIENCE).until(() -> told.size() >= 2);
            assertThat(told).containsExactly("playing", "completed");
        } finally {
            server.stop(0);
        }
    }

    private static Exchange exchange(OutboundCall call) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(VoiceHeaders.CALL_ID, call.callId().value());
        exchange.getMessage().setHeader(SipConstants.END_REASON, EndReason.CALLEE_HANGUP);
        return exchange;
    }
}
