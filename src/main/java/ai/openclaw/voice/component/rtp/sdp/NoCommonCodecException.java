package ai.openclaw.voice.component.rtp.sdp;

/** The offer can be read, and nothing in it can be taken (codec, transport, address family): SIP answers 488. */
public class NoCommonCodecException extends Exception {
    public NoCommonCodecException(String message) {
        super(message);
    }
}
