package ai.openclaw.voice.component.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.sip.ListeningPoint;

/**
 * Where JAIN SIP gets its sockets from: connections from others are counted and watched, and one of ours that fails is
 * forgotten, which JAIN SIP itself omits. TLS has our keys, and names that are checked.
 */
final class SipSockets implements NetworkLayer, AutoCloseable {
    /** JAIN SIP's threads wait meanwhile. */
    static final int CONNECT_TIMEOUT_MS = 3000;

    /**
     * How long a handshake may take, ms, on either side: two or three ways there and back and a signature take less than a
     * second over the worst line, and JAIN SIP's threads wait meanwhile.
     */
    static final int HANDSHAKE_TIMEOUT_MS = 5000;

    private final SipTls tls;
    private final HostNames names;
    private final Senders senders = new Senders();
    private final IncomingConnections incoming = new IncomingConnections(senders);
    private final List<UdpSocket> udp = new CopyOnWriteArrayList<>();
    private SipStackImpl jain;
    private SSLContext clients;

    /** @param tls null when TLS is not used */
    SipSockets(SipTls tls, HostNames names) {
        this.tls = tls;
        this.names = names;
    }

    HostNames names() {
        return names;
    }

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
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new TlsServerSocket(tls().context(), incoming.listenOn(port, backlog, address));
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return createSocket(address, port, null, 0);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress from) throws IOException {
        return createSocket(address, port, from, 0);
    }

    /** The local port is whichever is free: ours is where we listen. */
    @Override
    public SipConnection createSocket(InetAddress address, int port, InetAddress from, int fromPort)
            throws IOException {
        SipConnection socket = new SipConnection(senders);
        try {
            if (from != null) {
                socket.bind(new InetSocketAddress(from, 0));
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address, port), CONNECT_TIMEOUT_MS);
            return socket;
        } catch (IOException e) {
            socket.end();
            forget(address, port);
            // JAIN SIP cleans up after this one only.
            throw e instanceof SocketTimeoutException ? new ConnectException("No connection in time") : e;
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
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        return createSSLSocket(address, port, null);
    }

    /** The handshake is done, or the connection is closed and forgotten. */
    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress from) throws IOException {
        SSLContext context = clients();
        SipConnection connection = createSocket(address, port, from, 0);
        Future<?> impatience = senders.after(HANDSHAKE_TIMEOUT_MS, connection::end);
        try {
            SSLSocket socket = clientSide(context, connection, names.nameOf(address), address, port);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            connection.end();
            forget(address, port);
            throw e;
        } finally {
            impatience.cancel(false);
        }
    }

    private SSLSocket clientSide(SSLContext context, Socket connection, String name, InetAddress address, int port)
            throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(connection, name, port, true);
        socket.setEnabledProtocols(jain.getEnabledProtocols());
        if (!name.equals(address.getHostAddress())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
        }
        return socket;
    }

    private synchronized SSLContext clients() throws IOException {
        if (clients == null) {
            clients = tls().clientContext(names);
        }
        return clients;
    }

    Senders senders() {
        return senders;
    }

    /** Ends what JAIN SIP does not: connections over TLS that have said nothing yet are in none of its tables. */
    @Override
    public void close() {
        incoming.close();
        senders.close();
    }

    private SipTls tls() throws IOException {
        if (tls == null) {
            throw new IOException("voice.sip.transports names no tls");
        }
        return tls;
    }

    /** Returns once all is received that is sent to us over UDP. */
    void awaitReceivers() {
        udp.forEach(UdpSocket::awaitReceiver);
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return new DatagramSocket();
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        UdpSocket socket = new UdpSocket(port, address);
        udp.add(socket);
        return socket;
    }
}
