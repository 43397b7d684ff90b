package ai.openclaw.voice.component.tts;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Turn speakable text into speech.
 *
 * <p>The body goes in as a {@code Speakable} and comes out as a {@code SpeechStream} whose first sound is already
 * there. An engine that cannot make a first sound fails the exchange, so that a circuit breaker sees it and the fallback
 * can speak.
 */
@UriEndpoint(
        firstVersion = "2.0.0",
        scheme = "tts",
        title = "Text to Speech",
        syntax = "tts:engine",
        producerOnly = true,
        remote = false,
        category = {Category.AI, Category.TRANSFORMATION},
        headersClass = TtsConstants.class)
public class TtsEndpoint extends DefaultEndpoint {
    @UriParam
    private final TtsConfiguration configuration;

    public TtsEndpoint(String uri, TtsComponent component, TtsConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        TtsComponent component = (TtsComponent) getComponent();
        component.getEngines().get(configuration.getEngine()); // a name that nobody knows stops the route's start
        if (configuration.getRescue() != null) {
            component.getEngines().get(configuration.getRescue());
        }
        return new TtsProducer(this, component.getEngines(), component.getPhraseCache());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("tts: speaks; nothing can be consumed from it");
    }

    public TtsConfiguration getConfiguration() {
        return configuration;
    }
}
