package ai.openclaw.voice.component.tts;

/** Text could not be turned into speech. */
public class TtsException extends Exception {
    public TtsException(String message) {
        super(message);
    }

    public TtsException(String message, Throwable cause) {
        super(message, cause);
    }
}
