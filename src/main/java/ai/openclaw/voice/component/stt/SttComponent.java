package ai.openclaw.voice.component.stt;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Turns what a caller says into text. */
@Component("stt")
public class SttComponent extends DefaultComponent {
    @Metadata(description = "Settings that all stt: endpoints begin with")
    private SttConfiguration configuration = new SttConfiguration();

    @Metadata(
            label = "advanced",
            autowired = true,
            description = "The engines that can be named in a URI, and which of them is primary and which fallback")
    private SttEngines engines;

    public SttComponent() {}

    public SttComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (remaining == null || remaining.isBlank()) {
            throw new IllegalArgumentException("stt: wants an engine, for example stt:primary");
        }
        SttConfiguration own = configuration.copy();
        own.setEngine(remaining);
        SttEndpoint endpoint = new SttEndpoint(uri, this, own);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public SttConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(SttConfiguration configuration) {
        this.configuration = configuration;
    }

    public SttEngines getEngines() {
        return engines;
    }

    public void setEngines(SttEngines engines) {
        this.engines = engines;
    }
}
