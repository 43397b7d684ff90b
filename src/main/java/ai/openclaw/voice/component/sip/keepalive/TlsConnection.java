package ai.openclaw.voice.component.sip.keepalive;

import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.TLSMessageChannel;
import gov.nist.javax.sip.stack.TLSMessageProcessor;
import java.io.IOException;
import java.net.InetAddress;

/** As {@link TcpConnection}, over TLS. */
final class TlsConnection extends TLSMessageChannel implements KeptConnection {
    private final Pongs pongs = new Pongs(System::nanoTime);

    TlsConnection(InetAddress peer, int port, SIPTransactionStack stack, TLSMessageProcessor processor)
            throws IOException {
        super(peer, port, stack, processor);
        isCached = true;
    }

    @Override
    public boolean isOpen() {
        return mySock != null && !mySock.isClosed();
    }

    @Override
    public void ping() throws IOException {
        pongs.asked();
        sendMessage(KeptConnections.PING.clone(), false);
    }

    @Override
    public boolean isSilent() {
        return pongs.isSilent();
    }

    @Override
    public void end() {
        close();
    }

    /** A CRLF came. */
    @Override
    public void cancelPingKeepAliveTimeoutTaskIfStarted() {
        pongs.first();
    }

    @Override
    public void sendSingleCLRF() throws Exception {
        if (pongs.second()) {
            super.sendSingleCLRF();
        }
    }

    /** There is no task to stop, and stopping it would look like a CRLF. */
    @Override
    public void close(boolean removeSocket, boolean stopKeepAliveTask) {
        super.close(removeSocket, false);
    }
}
