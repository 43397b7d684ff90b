package ai.openclaw.voice.call;

/** The text may not be spoken: it is an error's text or holds nothing to say. The text itself is not in the message. */
public class NotSpeakableException extends RuntimeException {
    public NotSpeakableException(String reason) {
        super(reason);
    }
}
