package ai.openclaw.voice.component.tts;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Turns what may be spoken into speech, with the process's shared engines. */
@Component("tts")
public class TtsComponent extends DefaultComponent {
    @Metadata(
            label = "advanced",
            autowired = true,
            description = "The speech engines of this process, shared by all endpoints.")
    private TtsEngines engines;

    @Metadata(label = "advanced", autowired = true, description = "Where the sound of configured phrases is kept.")
    private PhraseCache phraseCache;

    public TtsComponent() {}

    public TtsComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (engines == null) {
            throw new IllegalStateException("tts: has no engines; set the component's option engines");
        }
        TtsConfiguration configuration = new TtsConfiguration();
        configuration.setEngine(remaining);
        TtsEndpoint endpoint = new TtsEndpoint(uri, this, configuration);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (phraseCache == null) {
            phraseCache = new PhraseCache(PhraseCache.DEFAULT_MAX_BYTES);
        }
    }

    public TtsEngines getEngines() {
        return engines;
    }

    public void setEngines(TtsEngines engines) {
        this.engines = engines;
    }

    public PhraseCache getPhraseCache() {
        return phraseCache;
    }

    public void setPhraseCache(PhraseCache phraseCache) {
        this.phraseCache = phraseCache;
    }
}
