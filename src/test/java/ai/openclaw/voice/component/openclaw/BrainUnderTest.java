package ai.openclaw.voice.component.openclaw;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Speakable;
import ai.openclaw.voice.call.Turn;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.demo.brain.DemoBrain;
import ai.openclaw.voice.demo.brain.DemoBrainOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with the component, and a demo brain that it asks over real HTTP. */
final class BrainUnderTest implements AutoCloseable {
    /** Quick, so that a test takes no longer than it must. */
    static final DemoBrainOptions QUICK =
            DemoBrainOptions.defaults().withFirstTokenMs(5).withTokensPerSecond(1000);

    final DemoBrain brain;
    final CamelContext camel = new DefaultCamelContext();
    final OpenClawComponent component = new OpenClawComponent();
    final ProducerTemplate template;

    BrainUnderTest() {
        this(QUICK);
    }

    BrainUnderTest(DemoBrainOptions options) {
        brain = DemoBrain.start(0, options);
        component.getConfiguration().setBaseUrl(brain.baseUrl());
        component.getConfiguration().setWarmUp(false);
        camel.addComponent("openclaw", component);
        camel.start();
        template = camel.createProducerTemplate();
    }

    OpenClawConfiguration options() {
        return component.getConfiguration();
    }

    Answer ask(CallId callId, String words) throws OpenClawException {
        return ask("openclaw:voice", callId, words, Map.of());
    }

    Answer ask(Turn turn, String words) throws OpenClawException {
        return ask("openclaw:voice", turn.callId(), words, Map.of(VoiceHeaders.TURN, turn));
    }

    Answer ask(String uri, CallId callId, String words, Map<String, Object> more) throws OpenClawException {
        return exchange(uri, callId, words, more).getMessage().getBody(Answer.class);
    }

    Exchange exchange(String uri, CallId callId, String words, Map<String, Object> more) throws OpenClawException {
        Map<String, Object> headers = new HashMap<>(more);
        headers.put(VoiceHeaders.CALL_ID, callId.value());
        Exchange exchange = template.request(uri, e -> {
            e.getMessage().setBody(words);
            e.getMessage().setHeaders(headers);
        });
        if (exchange.getException() instanceof OpenClawException e) {
            throw e;
        }
        if (exchange.getException() != null) {
            throw new CamelExecutionException("asking", exchange, exchange.getException());
        }
        return exchange;
    }

    /** All clauses of an answer, as one text. */
    static String all(Answer answer) {
        return String.join(" ", clauses(answer));
    }

    static List<String> clauses(Answer answer) {
        List<String> clauses = new ArrayList<>();
        while (answer.hasNext()) {
            Speakable clause = answer.next();
            if (clause != null) {
                clauses.add(clause.text());
            }
        }
        return clauses;
    }

    @Override
    public void close() {
        camel.stop();
        brain.close();
    }
}
