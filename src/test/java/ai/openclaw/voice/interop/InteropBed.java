package ai.openclaw.voice.interop;

import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.rtp.RtpComponent;
import ai.openclaw.voice.component.rtp.RtpConfiguration;
import ai.openclaw.voice.component.sip.SipAccount;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.component.sip.SipConfiguration;
import ai.openclaw.voice.component.sip.SipConstants;
import ai.openclaw.voice.ingress.CallEvents;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.link.RoomEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Signalling and media as in the product, on free ports, with routes like the product's; the worker is left out. What it
 * would have been told is kept for each caller. The dialled extension says what the route of sip:invite does:
 *
 * <ul>
 *   <li>{@code 9001} rings and answers
 *   <li>{@code 9002} does, too, and has a password at the exchange
 *   <li>{@code early} sends 183 with its answer, and answers after a while
 *   <li>{@code ringing} rings for three seconds before it answers
 *   <li>{@code busy} refuses
 *   <li>{@code transfer} hands the caller over to 1002 as soon as the call is up
 *   <li>{@code hangup} hangs up as soon as the call is up
 * </ul>
 */
final class InteropBed implements AutoCloseable {
    private static final int RTP_FROM = 23_000;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SipComponent sip;
    private final RtpComponent rtp = new RtpComponent();
    private final ProducerTemplate template;
    private final Map<String, List<String>> told = new ConcurrentHashMap<>();
    private final Map<String, String> callers = new ConcurrentHashMap<>();

    InteropBed() throws Exception {
        SipConfiguration configuration = new SipConfiguration();
        configuration.setPort(0);
        configuration.setStopGraceMs(200);
        // So short that nobody waits for it here.
        configuration.setMinSessionExpires(2);
        configuration.setRingAgainMs(1200);
        configuration.setAckTimeoutMs(3000);
        sip = new SipComponent(configuration);
        RtpConfiguration media = new RtpConfiguration();
        media.setMinPort(RTP_FROM);
        media.setMaxPort(RTP_FROM + 999);
        rtp.setConfiguration(media);
        context.disableJMX();
        template = context.createProducerTemplate();
        // Nobody is there to register at; its password is what counts.
        sip.setAccounts(
                List.of(new SipAccount("9002", null, "9002", "secret", "127.0.0.1:9", "pbx.example", null, "udp", 60)));
        context.addComponent("sip", sip);
        context.addComponent("rtp", rtp);
        context.addRoutes(new Routes());
        context.start();
    }

    private final class Routes extends RouteBuilder {
        private final CallEvents callEvents = new CallEvents();

        @Override
        public void configure() {
            errorHandler(noErrorHandler());
            from("sip:invite")
                    .process(this::remember)
                    .choice()
                    .when(simple("${header.CamelSipExtension} == 'busy'"))
                    .to("sip:reject?status=486")
                    .otherwise()
                    .to("sip:ring")
                    .to("rtp:open")
                    .process(this::takeTime)
                    .to("sip:answer");
            from("sip:confirmed")
                    .process(e -> tell(e, "Confirmed"))
                    .process(e ->
                            e.getMessage().setBody(new RoomCommand.TakeInterruptions(callId(e), BargeInRules.DEFAULT)))
                    .to("rtp:command")
                    .choice()
                    .when(simple("${header.CamelSipExtension} == 'hangup'"))
                    .to("sip:hangup")
                    .when(simple("${header.CamelSipExtension} == 'transfer'"))
                    .setHeader(SipConstants.TARGET, constant("1002"))
                    .to("sip:transfer");
            from("sip:changed").to("rtp:open").to("sip:answer");
            from("sip:agreed").to("rtp:agree").process(e -> tell(e, "Agreed"));
            from("sip:pressed").bean(callEvents, "pressed").to("rtp:command");
            from("sip:transferred")
                    .process(e -> tell(e, "Transferred" + e.getMessage().getHeader(SipConstants.STATUS)));
            from("rtp:events")
                    .process(e -> tell(
                            e,
                            e.getMessage().getBody(RoomEvent.class).getClass().getSimpleName()));
            from("sip:ended").to("rtp:close").process(this::ended);
        }

        private void takeTime(Exchange exchange) throws InterruptedException {
            switch (exchange.getMessage().getHeader(SipConstants.EXTENSION, String.class)) {
                case "early" -> {
                    template.send("sip:progress", exchange);
                    TimeUnit.MILLISECONDS.sleep(800);
                }
                case "ringing" -> TimeUnit.MILLISECONDS.sleep(3000);
                default -> {
                    // Answers at once.
                }
            }
        }

        private void remember(Exchange exchange) {
            callers.put(callId(exchange).value(), exchange.getMessage().getHeader(SipConstants.CALLER, String.class));
        }

        private void ended(Exchange exchange) {
            String reason = exchange.getMessage().getHeader(SipConstants.PEER_REASON, String.class);
            if (reason != null) {
                tell(exchange, "Reason:" + reason.replace(' ', '_'));
            }
            tell(
                    exchange,
                    exchange.getMessage()
                            .getHeader(SipConstants.END_REASON, EndReason.class)
                            .word());
        }
    }

    private static CallId callId(Exchange exchange) {
        return new CallId(exchange.getMessage().getHeader(SipConstants.CALL_ID, String.class));
    }

    private void tell(Exchange exchange, String what) {
        String caller = callers.getOrDefault(callId(exchange).value(), "?");
        told.computeIfAbsent(caller, key -> new CopyOnWriteArrayList<>()).add(what);
    }

    /** What the worker would have been told of this caller's calls, and how they ended. */
    List<String> told(String caller) {
        return told.getOrDefault(caller, List.of());
    }

    int port() {
        return sip.boundPort();
    }

    int calls() {
        return sip.callCount();
    }

    int rooms() {
        return rtp.rooms().all().size();
    }

    @Override
    public void close() {
        context.stop();
    }
}
