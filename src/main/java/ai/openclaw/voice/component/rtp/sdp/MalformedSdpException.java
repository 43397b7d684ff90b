package ai.openclaw.voice.component.rtp.sdp;

/** The session description cannot be read: SIP answers 400. */
public class MalformedSdpException extends Exception {
    public MalformedSdpException(String message) {
        super(message);
    }
}
