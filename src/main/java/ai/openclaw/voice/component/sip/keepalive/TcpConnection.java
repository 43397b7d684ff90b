package ai.openclaw.voice.component.sip.keepalive;

import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.TCPMessageChannel;
import gov.nist.javax.sip.stack.TCPMessageProcessor;
import java.io.IOException;
import java.net.InetAddress;

/** JAIN SIP's own mechanism ends a connection whose peer never answered; this one does not. */
final class TcpConnection extends TCPMessageChannel implements KeptConnection {
    private final Pongs pongs = new Pongs(System::nanoTime);

    TcpConnection(InetAddress peer, int port, SIPTransactionStack stack, TCPMessageProcessor processor)
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
