package ai.openclaw.voice.component.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Puts TLS over the connections that another server socket takes. Java's own takes them itself, and then nobody could
 * count and watch them.
 */
final class TlsServerSocket extends SSLServerSocket {
    private final SSLContext context;
    private final ServerSocket plain;
    private final SSLParameters parameters;

    /** @param plain listens already */
    TlsServerSocket(SSLContext context, ServerSocket plain) throws IOException {
        this.context = context;
        this.plain = plain;
        this.parameters = context.getDefaultSSLParameters();
    }

    /** The handshake is left to whoever reads from it, so that a silent peer holds nobody up. */
    @Override
    public Socket accept() throws IOException {
        Socket connection = plain.accept();
        try {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(connection, null, true);
            socket.setUseClientMode(false);
            socket.setSSLParameters(parameters);
            return socket;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        plain.close();
        super.close();
    }

    @Override
    public boolean isClosed() {
        return plain.isClosed();
    }

    @Override
    public boolean isBound() {
        return plain.isBound();
    }

    @Override
    public InetAddress getInetAddress() {
        return plain.getInetAddress();
    }

    @Override
    public int getLocalPort() {
        return plain.getLocalPort();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return plain.getLocalSocketAddress();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return parameters.getCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        parameters.setCipherSuites(suites);
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return context.getSupportedSSLParameters().getCipherSuites();
    }

    @Override
    public String[] getSupportedProtocols() {
        return context.getSupportedSSLParameters().getProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return parameters.getProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        parameters.setProtocols(protocols);
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        parameters.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return parameters.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        parameters.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return parameters.getWantClientAuth();
    }

    /** It is a server's, whatever is said. */
    @Override
    public void setUseClientMode(boolean client) {}

    @Override
    public boolean getUseClientMode() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean enabled) {}

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }
}
