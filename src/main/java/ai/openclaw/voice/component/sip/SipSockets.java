package ai.openclaw.voice.component.sip;

import gov.nist.core.net.DefaultNetworkLayer;
import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.sip.ListeningPoint;

/**
 * Where JAIN SIP gets its sockets from: connections from others are counted and watched, and one of ours that fails is
 * forgotten, which JAIN SIP itself omits. Made by JAIN SIP by name, hence public.
 */
public final class SipSockets implements NetworkLayer {
    private final NetworkLayer plain = DefaultNetworkLayer.SINGLETON;
    private final IncomingConnections incoming = new IncomingConnections();
    private SipStackImpl jain;

    IncomingConnections incoming() {
        return incoming;
    }

    @Override
    public void setSipStack(SipStackImpl stack) {
        jain = stack;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return incoming.listenOn(port, backlog, address);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return createSocket(address, port, null);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress from) throws IOException {
        return createSocket(address, port, from, 0);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress from, int fromPort) throws IOException {
        Socket socket = null;
        try {
            socket = fromPort == 0
                    ? plain.createSocket(address, port, from)
                    : plain.createSocket(address, port, from, fromPort);
            return socket;
        } finally {
            if (socket == null) {
                forget(address, port);
            }
        }
    }

    /** JAIN SIP keeps a channel for each port that it ever tried to reach, for ever, unless the channel once worked. */
    private void forget(InetAddress address, int port) {
        jain.getListeningPoints().forEachRemaining(each -> {
            ListeningPoint ours = (ListeningPoint) each;
            if (!ours.getTransport().equalsIgnoreCase(ListeningPoint.UDP)) {
                jain.closeReliableConnection(
                        ours.getIPAddress(), ours.getPort(), ours.getTransport(), address.getHostAddress(), port);
            }
        });
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return plain.createSSLServerSocket(port, backlog, address);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        return plain.createSSLSocket(address, port);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress from) throws IOException {
        return plain.createSSLSocket(address, port, from);
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return plain.createDatagramSocket();
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        return plain.createDatagramSocket(port, address);
    }
}
