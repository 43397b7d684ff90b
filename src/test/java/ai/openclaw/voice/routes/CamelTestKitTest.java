package ai.openclaw.voice.routes;

import static org.mockito.Mockito.mock;

import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.Utterance;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.testkit.RouteSimulation;
import ai.openclaw.voice.worker.Phrases;
import ai.openclaw.voice.worker.VoiceSessions;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.UseAdviceWith;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pipeline alone in Camel's own test kit, for those who know it: one file, and its neighbours replaced by their ids. */
@CamelSpringBootTest
@UseAdviceWith
@SpringBootTest(
        classes = CamelTestKitTest.Neighbours.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=classpath:routes/voice-turn.camel.yaml",
            "spring.jmx.enabled=false"
        })
class CamelTestKitTest {
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(CamelAutoConfiguration.class)
    static class Neighbours {
        @Bean
        VoiceSessions voiceSessions() {
            return mock(VoiceSessions.class);
        }

        @Bean
        Phrases phrases() {
            return new Phrases(Map.of("not-understood", "I did not understand."));
        }
    }

    @Autowired
    private CamelContext context;

    @Autowired
    private ProducerTemplate template;

    @EndpointInject("mock:voice")
    private MockEndpoint voice;

    @EndpointInject("mock:end")
    private MockEndpoint end;

    @Test
    void eachClauseReachesTheVoiceAndTheTurnIsEndedOnce() throws Exception {
        AdviceWith.adviceWith(context, "voice-turn", advice -> {
            advice.weaveById("hear").replace().setBody().constant("when are you open");
            advice.weaveById("ask").replace().process(RouteSimulation.answer("At nine.", "Not on Sunday."));
            advice.weaveById("voice").replace().to("mock:voice");
            advice.weaveById("play").replace().to("mock:play");
            advice.weaveById("end-of-turn").replace().to("mock:end");
        });
        context.start();
        voice.expectedBodiesReceived(Speakable.ofAnswer("At nine."), Speakable.ofAnswer("Not on Sunday."));
        end.expectedMessageCount(1);

        template.sendBodyAndHeaders(
                "direct:voice-turn",
                new Utterance(),
                Map.of(
                        VoiceHeaders.TURN,
                        new Turn(RouteSimulation.CALL, 1),
                        VoiceHeaders.CALL_ID,
                        RouteSimulation.CALL.value()));

        MockEndpoint.assertIsSatisfied(context);
    }
}
