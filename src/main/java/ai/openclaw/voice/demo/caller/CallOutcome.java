package ai.openclaw.voice.demo.caller;

import java.util.List;
import java.util.Map;

/**
 * What became of the INVITE.
 *
 * @param status the final status; 408 when none came (Timer B of RFC 3261), 503 when the far end could not be reached
 * @param reasonPhrase the words beside it
 * @param headers the final response's headers by name, case-insensitive; empty when there was no response
 * @param setupMs from the INVITE to the final response, ms
 * @param provisionals the statuses below 200 that came before, in their order
 * @param madeHere whether the status was made by the caller itself because no response came
 * @param sdp the body of the final response
 */
public record CallOutcome(
        int status,
        String reasonPhrase,
        Map<String, List<String>> headers,
        long setupMs,
        List<Integer> provisionals,
        boolean madeHere,
        String sdp) {
    public boolean isAnswered() {
        return status / 100 == 2;
    }

    /** The first header of that name, or null. */
    public String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }
}
