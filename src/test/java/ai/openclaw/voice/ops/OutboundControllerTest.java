package ai.openclaw.voice.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Errand.OnMachine;
import ai.openclaw.voice.component.sip.SipComponent;
import ai.openclaw.voice.component.sip.SipConfiguration;
import ai.openclaw.voice.component.sip.SipConstants;
import ai.openclaw.voice.outbound.IdempotencyKeys;
import ai.openclaw.voice.outbound.OutboundCalls;
import ai.openclaw.voice.outbound.OutboundSettings;
import ai.openclaw.voice.outbound.WebhookPolicy;
import ai.openclaw.voice.outbound.Webhooks;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCallee;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.SipText;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Who wants a call hung up that v1 has is told that this cannot be done here, and the call goes on. */
class OutboundControllerTest {
    private final Logger ours = (Logger) LoggerFactory.getLogger("ai.openclaw.voice");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Webhooks webhooks = new Webhooks(new WebhookPolicy(List.of()), null, Clock.systemUTC());
    private final BlockingQueue<String> invited = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private SipComponent sip;
    private SipCallee v1;
    private RawSipClient client;
    private SipCaller caller;
    private OutboundController controller;

    @BeforeEach
    void start() throws Exception {
        lines.start();
        ours.addAppender(lines);
        SipConfiguration configuration = new SipConfiguration();
        configuration.setPort(0);
        sip = new SipComponent(configuration);
        v1 = SipCallee.over("udp");
        context.addComponent("sip", sip);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:invite")
                        .process(e -> invited.add(e.getMessage().getHeader(SipConstants.CALL_ID, String.class)))
                        .to("sip:proxy?uri=RAW(" + v1.uri() + ")&version=v1&timeoutMs=30000");
                from("sip:ended").process(e -> ended.add(e.getMessage().getHeader(SipConstants.CALL_ID, String.class)));
            }
        });
        context.start();
        client = RawSipClient.udp(sip.boundPort());
        caller = new SipCaller(client, "9000");
        OutboundSettings settings = new OutboundSettings(3, "9", "1", List.of(), OnMachine.HANGUP, 60);
        controller = new OutboundController(
                null,
                new OutboundCalls(settings, webhooks, Clock.systemUTC()),
                new IdempotencyKeys<>(Clock.systemUTC()),
                new ObjectMapper(),
                sip);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        context.stop();
        v1.close();
        webhooks.close();
        ours.detachAppender(lines);
    }

    @Test
    void aCallThatV1HasCannotBeHungUpHereAndThatIsSaid() throws Exception {
        String callId = connect();

        ResponseEntity<Map<String, Object>> answer = controller.hangup(callId);
        Exchange hangup = context.createProducerTemplate()
                .send("sip:hangup", e -> e.getMessage().setHeader(SipConstants.CALL_ID, callId));

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(answer.getBody()).containsEntry("success", false).containsEntry("error", "passes_through");
        assertThat((String) answer.getBody().get("message")).startsWith("v1 has this call");
        assertThat(hangup.getException()).isNull();
        assertThat(hangup.getMessage().getHeader(SipConstants.DONE, Boolean.class))
                .isFalse();
        assertThat(lines.list)
                .filteredOn(line -> line.getFormattedMessage().startsWith("not hung up: v1 has this call"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.getLevel()).isEqualTo(Level.INFO));
        client.send(caller.bye());
        v1.answer(v1.awaitRequest("BYE"), 200);
        assertThat(client.awaitFinal("BYE").status()).isEqualTo(200);
        assertThat(ended.poll(30, TimeUnit.SECONDS)).isEqualTo(callId);
        assertThat(controller.hangup(callId).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    private String connect() throws Exception {
        client.send(caller.invite());
        SipText invite = v1.awaitRequest("INVITE");
        v1.answer(invite, 200);
        client.send(caller.ack(client.awaitFinal("INVITE")));
        v1.awaitRequest("ACK");
        return invited.poll(30, TimeUnit.SECONDS);
    }

    @Test
    void aCallThatNobodyKnowsIsNotFound() {
        assertThat(controller.hangup(CallId.fresh().value()).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(controller.hangup("no call's name").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }
}
