package ai.openclaw.voice.component.stt;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/** Turns what a caller says into text, while it is being said. */
@UriEndpoint(
        firstVersion = "2.0.0",
        scheme = "stt",
        title = "Speech To Text",
        syntax = "stt:engine",
        producerOnly = true,
        category = {Category.AI},
        headersClass = SttConstants.class)
public class SttEndpoint extends DefaultEndpoint {
    @UriParam
    private final SttConfiguration configuration;

    public SttEndpoint(String uri, SttComponent component, SttConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    public SttConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * @param own the engine of the dialled extension, or null
     * @throws IllegalArgumentException when no engine goes by the URI's name
     */
    SttEngine engine(String own) {
        SttEngines engines = ((SttComponent) getComponent()).getEngines();
        if (engines == null) {
            throw new IllegalArgumentException("stt: has no engines; set the component's 'engines'");
        }
        return engines.named(configuration.getEngine(), own);
    }

    @Override
    public Producer createProducer() {
        return new SttProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("stt: only hears what it is sent; use it in to:, not in from:");
    }
}
