package ai.openclaw.voice.component.rtp;

import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.rtp.room.RoomStatistics;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import ai.openclaw.voice.testkit.RtpPeer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.MDC;

/** A Camel context with the component, started, whose events are kept. */
final class RtpTestBed implements AutoCloseable {
    /** An event, when it came, and on which thread and under which MDC. */
    record Told(long nanos, RoomEvent event, String thread, String mdc) {}

    final CamelContext camel = new DefaultCamelContext();
    final RtpComponent component = new RtpComponent();
    final List<Told> told = new CopyOnWriteArrayList<>();
    final ProducerTemplate template;

    RtpTestBed(Consumer<RtpConfiguration> options) throws Exception {
        RtpConfiguration configuration = component.getConfiguration();
        int base = ThreadLocalRandom.current().nextInt(21_000, 32_000);
        configuration.setMinPort(base);
        configuration.setMaxPort(base + 199);
        options.accept(configuration);
        camel.addComponent("rtp", component);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:open").errorHandler(noErrorHandler()).to("rtp:open");
                from("direct:command").errorHandler(noErrorHandler()).to("rtp:command");
                from("direct:close").errorHandler(noErrorHandler()).to("rtp:close");
                from("rtp:events").process(RtpTestBed.this::keep);
            }
        });
        camel.start();
        template = camel.createProducerTemplate();
    }

    private void keep(Exchange exchange) {
        told.add(new Told(
                System.nanoTime(),
                exchange.getMessage().getBody(RoomEvent.class),
                Thread.currentThread().getName(),
                MDC.get(CallId.MDC_KEY)));
    }

    Exchange open(CallId callId, String offer) {
        return template.request("direct:open", exchange -> {
            exchange.getMessage().setBody(offer);
            exchange.getMessage().setHeader(VoiceHeaders.CALL_ID, callId.value());
        });
    }

    /** Opens a room for this peer, which begins to send at once. */
    CallId call(RtpPeer peer) {
        CallId callId = CallId.fresh();
        Exchange exchange = open(callId, peer.offer());
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        peer.answered(exchange.getMessage().getBody(String.class));
        return callId;
    }

    void command(RoomCommand command) {
        template.sendBody("direct:command", command);
    }

    RoomStatistics close(CallId callId) {
        return template.request("direct:close", exchange -> exchange.getMessage()
                        .setHeader(VoiceHeaders.CALL_ID, callId.value()))
                .getMessage()
                .getHeader(RtpConstants.STATISTICS, RoomStatistics.class);
    }

    <T extends RoomEvent> List<T> events(CallId callId, Class<T> type) {
        return told.stream()
                .map(Told::event)
                .filter(event -> event.callId().equals(callId) && type.isInstance(event))
                .map(type::cast)
                .toList();
    }

    /** The names of a call's events in their order, chunks of speech left out. */
    List<String> story(CallId callId) {
        return told.stream()
                .map(Told::event)
                .filter(event -> event.callId().equals(callId) && !(event instanceof RoomEvent.SpeechChunk))
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    <T extends RoomEvent> T await1(CallId callId, Class<T> type) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(() -> !events(callId, type).isEmpty());
        return events(callId, type).get(0);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
