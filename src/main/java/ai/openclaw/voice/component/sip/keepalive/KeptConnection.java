package ai.openclaw.voice.component.sip.keepalive;

import java.io.IOException;

/** A connection that we opened. */
public interface KeptConnection {
    boolean isOpen();

    /** Sends two CRLF; may wait as long as the peer takes nothing. */
    void ping() throws IOException;

    /**
     * To be asked when the time for an answer is over.
     *
     * @return whether a peer that used to answer has not done so this time. Many never answer, and are not gone for that
     */
    boolean isSilent();

    void end();
}
