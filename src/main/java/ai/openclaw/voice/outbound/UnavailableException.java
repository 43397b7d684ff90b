package ai.openclaw.voice.outbound;

/** No call can be placed now, though the request is a good one; nothing was dialled. */
public class UnavailableException extends Exception {
    UnavailableException(String message) {
        super(message);
    }
}
