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
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** The sockets of the SIP stack: with our keys, with names that are checked, and without long waits. */
final class SipSockets implements NetworkLayer {
    /** JAIN SIP's threads wait meanwhile. */
    static final int CONNECT_TIMEOUT_MS = 3000;

    private final SipTls tls;
    private final HostNames names;

    /** @param tls null when TLS is not used */
    SipSockets(SipTls tls, HostNames names) {
        this.tls = tls;
        this.names = names;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress bindAddress) throws IOException {
        return new ServerSocket(port, backlog, bindAddress);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress bindAddress) throws IOException {
        return (SSLServerSocket)
                tls().context().getServerSocketFactory().createServerSocket(port, backlog, bindAddress);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return createSocket(address, port, null, 0);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress) throws IOException {
        return createSocket(address, port, localAddress, 0);
    }

    /** The local port is whichever is free: ours is where we listen. */
    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        Socket socket = new Socket();
        try {
            if (localAddress != null) {
                socket.bind(new InetSocketAddress(localAddress, 0));
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address, port), CONNECT_TIMEOUT_MS);
            return socket;
        } catch (IOException e) {
            socket.close();
            // JAIN SIP cleans up after this one only.
            throw e instanceof SocketTimeoutException ? new ConnectException("No connection in time") : e;
        }
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        return createSSLSocket(address, port, null);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress localAddress) throws IOException {
        String name = names.nameOf(address);
        SSLSocket socket = (SSLSocket) tls().context()
                .getSocketFactory()
                .createSocket(createSocket(address, port, localAddress, 0), name, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        if (tls.checksNames()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!name.equals(address.getHostAddress())) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    private SipTls tls() throws IOException {
        if (tls == null) {
            throw new IOException("voice.sip.transports names no tls");
        }
        return tls;
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return new DatagramSocket();
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress localAddress) throws SocketException {
        return new DatagramSocket(port, localAddress);
    }

    @Override
    public void setSipStack(SipStackImpl stack) {}
}
