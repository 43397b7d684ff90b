package ai.openclaw.voice.component.tts;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/** What a {@code tts:} endpoint can be told. */
@UriParams
public class TtsConfiguration implements Cloneable {
    @UriPath(
            label = "producer",
            description = "Which engine speaks: primary, fallback, or an engine's own name such as piper or mary.")
    @Metadata(required = true)
    private String engine;

    @UriParam(
            label = "producer",
            description = "Which of the engine's voices to speak with. The header CamelTtsVoice beats it. Without"
                    + " either the engine takes its default.")
    private String voice;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "Whether the sound of configured phrases, which never change, is kept for the next call.")
    private boolean cachePhrases = true;

    @UriParam(
            label = "producer",
            description =
                    "Which engine goes on when this one breaks off in mid-sentence, from the first word that was not"
                            + " spoken: fallback, or an engine's own name. Without it the rest of the clause is lost.")
    private String rescue;

    public String getEngine() {
        return engine;
    }

    public void setEngine(String engine) {
        this.engine = engine;
    }

    public String getVoice() {
        return voice;
    }

    public void setVoice(String voice) {
        this.voice = voice;
    }

    public boolean isCachePhrases() {
        return cachePhrases;
    }

    public void setCachePhrases(boolean cachePhrases) {
        this.cachePhrases = cachePhrases;
    }

    public String getRescue() {
        return rescue;
    }

    public void setRescue(String rescue) {
        this.rescue = rescue;
    }

    public TtsConfiguration copy() {
        try {
            return (TtsConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
