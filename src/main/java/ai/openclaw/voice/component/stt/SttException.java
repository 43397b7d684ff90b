package ai.openclaw.voice.component.stt;

/** Speech could not be turned into text. */
public class SttException extends Exception {
    public SttException(String message) {
        super(message);
    }

    public SttException(String message, Throwable cause) {
        super(message, cause);
    }
}
