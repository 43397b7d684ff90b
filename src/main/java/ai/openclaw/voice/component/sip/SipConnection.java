package ai.openclaw.voice.component.sip;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TCP connection, also below TLS, whose peer holds up nobody that sends to it. */
class SipConnection extends Socket {
    private static final Logger LOG = LoggerFactory.getLogger(SipConnection.class);

    private final Senders senders;
    private SendQueue queue;

    SipConnection(Senders senders) {
        this.senders = senders;
    }

    /** Always the same: who closes the connection must know what is still to be sent. */
    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
        if (queue == null) {
            queue = new SendQueue(super.getOutputStream(), this::end, senders);
        }
        return queue;
    }

    /** Nothing is read any more, and what is still to be sent is sent. */
    @Override
    public void close() throws IOException {
        SendQueue rest = queue();
        if (rest == null) {
            end();
            return;
        }
        try {
            shutdownInput();
        } catch (SocketException e) {
            LOG.debug("{} is closed already", this);
        }
        rest.close();
    }

    private synchronized SendQueue queue() {
        return queue;
    }

    /** Closes it at once. */
    void end() {
        SendQueue rest = queue();
        if (rest != null) {
            rest.giveUp();
        }
        try {
            super.close();
        } catch (IOException e) {
            LOG.debug("{} could not be closed", this, e);
        }
    }
}
