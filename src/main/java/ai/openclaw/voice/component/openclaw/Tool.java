package ai.openclaw.voice.component.openclaw;

import java.util.Map;

/**
 * Something that the brain may ask to be done.
 *
 * @param parameters a JSON schema
 */
public record Tool(String name, String description, Map<String, Object> parameters) {
    public Tool {
        parameters = Map.copyOf(parameters);
    }
}
