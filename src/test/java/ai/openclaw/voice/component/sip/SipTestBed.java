package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import ai.openclaw.voice.testkit.RawSipClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.awaitility.Awaitility;

/** A Camel context with the sip component on a free port, and routes that write down what they are told. */
final class SipTestBed implements AutoCloseable {
    static final String ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 40000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";

    /** What a route was told, with the headers it was told with. */
    record Told(String what, Exchange exchange) {
        String callId() {
            return exchange.getMessage().getHeader(SipConstants.CALL_ID, String.class);
        }

        <T> T header(String name, Class<T> type) {
            return exchange.getMessage().getHeader(name, type);
        }

        String body() {
            return exchange.getMessage().getBody(String.class);
        }

        EndReason endReason() {
            return header(SipConstants.END_REASON, EndReason.class);
        }
    }

    /** What the route of {@code sip:invite} does with a call. */
    interface OnInvite {
        void handle(Exchange exchange, ProducerTemplate template) throws Exception;
    }

    final List<Told> told = new CopyOnWriteArrayList<>();
    final DefaultCamelContext context = new DefaultCamelContext();
    final SipComponent component;
    final ProducerTemplate template;

    SipTestBed(SipConfiguration configuration, OnInvite onInvite) throws Exception {
        this(configuration, component -> {}, onInvite);
    }

    /** @param prepare what is done to the component before its start */
    SipTestBed(SipConfiguration configuration, Consumer<SipComponent> prepare, OnInvite onInvite) throws Exception {
        this((route, template) -> route.process(e -> onInvite.handle(e, template)), configuration, prepare);
    }

    /** The steps of the route of {@code sip:invite}. */
    interface Steps {
        void addTo(RouteDefinition route, ProducerTemplate template);
    }

    SipTestBed(Steps steps, SipConfiguration configuration, Consumer<SipComponent> prepare) throws Exception {
        component = new SipComponent(configuration);
        prepare.accept(component);
        context.addComponent("sip", component);
        template = context.createProducerTemplate();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                steps.addTo(from("sip:invite").process(e -> told.add(new Told("invite", e.copy()))), template);
                from("sip:confirmed").process(e -> told.add(new Told("confirmed", e.copy())));
                from("sip:ended").process(e -> told.add(new Told("ended", e.copy())));
            }
        });
        context.start();
    }

    /** Has a route for offers in mid-call, which does this. */
    void onChanged(Processor answer) throws Exception {
        on("changed", route -> route.process(answer));
    }

    /** Has a route that calls whom we are referred to, with this offer. */
    void followsReferrals(String offer) throws Exception {
        on("referred", route -> route.process(e -> e.getMessage().setBody(offer))
                .to("sip:follow"));
    }

    private void on(String what, Consumer<RouteDefinition> then) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                then.accept(from("sip:" + what).process(e -> told.add(new Told(what, e.copy()))));
            }
        });
    }

    static SipConfiguration anyPort() {
        SipConfiguration configuration = new SipConfiguration();
        configuration.setPort(0);
        // Tests leave calls open whose callers never answer our BYE.
        configuration.setStopGraceMs(1000);
        return configuration;
    }

    static SipTestBed answering() throws Exception {
        return new SipTestBed(anyPort(), SipTestBed::answer);
    }

    static void answer(Exchange exchange, ProducerTemplate template) throws Exception {
        template.send("sip:ring", exchange);
        exchange.getMessage().setBody(ANSWER);
        template.send("sip:answer", exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    RawSipClient client(String transport) throws IOException {
        return transport.equals("udp")
                ? RawSipClient.udp(component.boundPort())
                : RawSipClient.tcp(component.boundPort());
    }

    Told await(String what) {
        return Awaitility.await("sip:" + what)
                .until(() -> told.stream().filter(t -> t.what().equals(what)).findFirst(), Optional::isPresent)
                .get();
    }

    /** Waits until one of our registrations is as wanted. */
    RegistrationStatus awaitRegistration(Predicate<RegistrationStatus> wanted) {
        return Awaitility.await("a registration")
                // An exchange that is away is noticed after tens of seconds.
                .atMost(Duration.ofSeconds(60))
                .until(() -> component.registrations().stream().filter(wanted).findFirst(), Optional::isPresent)
                .get();
    }

    long count(String what) {
        return told.stream().filter(t -> t.what().equals(what)).count();
    }

    @Override
    public void close() {
        context.stop();
    }
}
