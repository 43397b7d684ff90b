package ai.openclaw.voice.component.stt;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/** What can be said about hearing in an {@code stt:} URI. */
@UriParams
@Configurer
public class SttConfiguration implements Cloneable {
    @UriPath(
            description =
                    "Which engine hears: primary, fallback, or an engine's own name such as moonshine, whisper, vosk or http")
    @Metadata(required = true)
    private String engine;

    @UriParam(
            label = "producer",
            defaultValue = "en-US",
            description = "The language spoken, as a BCP 47 tag. An engine that does not know it fails the exchange")
    private String language = "en-US";

    public String getEngine() {
        return engine;
    }

    public void setEngine(String engine) {
        this.engine = engine;
    }

    public String getLanguage() {
        return language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }

    public SttConfiguration copy() {
        try {
            return (SttConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
