package ai.openclaw.voice.demo.brain;

import java.util.Map;

/**
 * A request as the demo brain got it.
 *
 * @param headers names in lower case
 * @param connection which connection it came over; counts up from 1
 */
public record RecordedRequest(String method, String path, Map<String, String> headers, String body, int connection) {
    /** The session key that the gateway's protocol carries, or null. */
    public String sessionKey() {
        return headers.get("x-openclaw-session-key");
    }
}
