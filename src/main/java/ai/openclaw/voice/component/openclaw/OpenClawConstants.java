package ai.openclaw.voice.component.openclaw;

import org.apache.camel.spi.Metadata;

/** Headers of the {@code openclaw:} component. */
public final class OpenClawConstants {
    @Metadata(
            description =
                    "The system text of this question, instead of the dialled extension's and the configured persona.",
            javaType = "String")
    public static final String PERSONA = "CamelOpenClawPersona";

    @Metadata(
            description =
                    "The agent that answers this question, instead of the dialled extension's and the endpoint's.",
            javaType = "String")
    public static final String AGENT = "CamelOpenClawAgent";

    @Metadata(
            description = "What the brain may do beside talking: it can ask for these tools, and the answer then tells"
                    + " which it asked for. Nothing is done by that alone.",
            javaType = "java.util.List<ai.openclaw.voice.component.openclaw.Tool>")
    public static final String TOOLS = "CamelOpenClawTools";

    @Metadata(
            description = "A note to the model for this question only, for example what the caller had heard of an"
                    + " interrupted answer. It follows the persona.",
            javaType = "String")
    public static final String CONTEXT = "CamelOpenClawContext";

    @Metadata(
            description = "Set by the producer: milliseconds from the request to the first token of the answer.",
            javaType = "Long")
    public static final String FIRST_TOKEN_MS = "CamelOpenClawFirstTokenMs";

    private OpenClawConstants() {}
}
