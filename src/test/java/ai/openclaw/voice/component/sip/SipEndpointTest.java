package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.call.EndReason;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What somebody who writes routes is told when they err. */
class SipEndpointTest {
    @Test
    void namesTheActionsThereAre() throws Exception {
        try (SipTestBed bed = SipTestBed.answering()) {
            assertThatThrownBy(() -> bed.context.getEndpoint("sip:dance"))
                    .rootCause()
                    .hasMessageStartingWith("sip:dance does not exist; there are sip:invite, sip:confirmed,");
            assertThatThrownBy(() -> bed.context.getEndpoint("sip:invite").createProducer())
                    .hasMessage("sip:invite begins a route (from), nothing can be sent to it");
            assertThatThrownBy(() -> bed.context.getEndpoint("sip:ring").createConsumer(e -> {}))
                    .hasMessage("sip:ring is something to send to (to), no route begins there");
            assertThatThrownBy(() -> bed.context.getEndpoint("sip:reject?status=200"))
                    .rootCause()
                    .hasMessage("status=200 refuses nothing: it must be 300 to 699");
            assertThat(bed.context
                            .getEndpoint("sip:hangup?endReason=MAX_DURATION", SipEndpoint.class)
                            .getEndReason())
                    .isEqualTo(EndReason.MAX_DURATION);
            assertThatThrownBy(() -> bed.context.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("sip:invite?bridgeErrorHandler=true").to("log:x");
                        }
                    }))
                    .hasMessage("Two routes begin at sip:invite; there can be one");
        }
    }

    @Test
    void aProducerSaysWhatItMisses() throws Exception {
        try (SipTestBed bed = SipTestBed.answering()) {
            Exchange nameless = bed.template.request("sip:hangup", e -> {});
            assertThat(nameless.getException())
                    .hasMessage("sip:hangup needs the header CamelVoiceCallId to know the call");
        }
    }

    @Test
    void componentOptionsCanBeSetLikeAnyCamelComponents() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            SipComponent component = context.getComponent("sip", true, false) instanceof SipComponent c ? c : null;
            assertThat(component).as("found by META-INF/services").isNotNull();
            boolean known = new SipComponentConfigurer().configure(context, component, "maxRingSeconds", 7, true);
            assertThat(known).isTrue();
            assertThat(component.getConfiguration().getMaxRingSeconds()).isEqualTo(7);
        }
    }
}
