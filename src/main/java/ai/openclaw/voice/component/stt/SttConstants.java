package ai.openclaw.voice.component.stt;

import org.apache.camel.spi.Metadata;

/** Names of the headers that the {@code stt:} component sets. */
public final class SttConstants {
    @Metadata(description = "What the caller said, as text; empty when nothing was said", javaType = "String")
    public static final String TEXT = "CamelSttText";

    @Metadata(description = "The name of the engine that heard it", javaType = "String")
    public static final String ENGINE = "CamelSttEngine";

    @Metadata(description = "How long the transcript took after the utterance was committed, in ms", javaType = "Long")
    public static final String LATENCY_MS = "CamelSttLatencyMs";

    private SttConstants() {}
}
