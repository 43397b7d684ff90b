package ai.openclaw.voice.component.rtp.room;

/** Every RTP port of the configured range is taken: SIP answers 503. */
public class NoFreePortException extends Exception {
    public NoFreePortException(String message) {
        super(message);
    }
}
