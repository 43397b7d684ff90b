package ai.openclaw.voice.component.tts;

import org.apache.camel.spi.Metadata;

/** The headers of {@code tts:}. */
public final class TtsConstants {
    @Metadata(
            label = "producer",
            description =
                    "In: which of the engine's voices to speak with; beats the voice of the dialled extension and the endpoint's option. An engine that"
                            + " does not have it takes its default.",
            javaType = "String")
    public static final String VOICE = "CamelTtsVoice";

    @Metadata(label = "producer", description = "Out: the name of the engine that spoke.", javaType = "String")
    public static final String ENGINE = "CamelTtsEngine";

    @Metadata(label = "producer", description = "Out: the words that are spoken.", javaType = "String")
    public static final String TEXT = "CamelTtsText";

    private TtsConstants() {}
}
