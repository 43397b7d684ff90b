package ai.openclaw.voice.component.sip;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports of our transports: one for UDP and TCP, one for TLS. */
final class ListeningPorts {
    private final SipConfiguration configuration;
    private final int plain;
    private final int tls;

    /** Looks for free ones where 0 is configured. */
    ListeningPorts(SipConfiguration configuration) {
        this.configuration = configuration;
        plain = configuration.getPort() == 0 ? freePort() : configuration.getPort();
        tls = configuration.getTlsPort() == 0 && configuration.transportList().contains("tls")
                ? freePort()
                : configuration.getTlsPort();
    }

    int of(String transport) {
        return transport.equalsIgnoreCase("tls") ? tls : plain;
    }

    /** JAIN SIP fails on a port in use, but leaves sockets behind and stops with a NullPointerException. */
    void checkAreFree() {
        configuration.transportList().forEach(this::checkIsFree);
    }

    private void checkIsFree(String transport) {
        InetSocketAddress address = new InetSocketAddress(configuration.getHost(), of(transport));
        if (address.isUnresolved()) {
            throw new IllegalStateException("voice.sip.host: " + configuration.getHost() + " is unknown");
        }
        try {
            if (transport.equals("udp")) {
                new DatagramSocket(address).close();
            } else {
                try (ServerSocket socket = new ServerSocket()) {
                    socket.bind(address);
                }
            }
        } catch (IOException e) {
            throw cannotListen(transport, e);
        }
    }

    /** One line that names the property. */
    IllegalStateException cannotListen(String transport, Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = String.valueOf(root.getMessage()).replaceAll(" \\(Bind failed\\)", "");
        String key = transport.equals("tls") ? "voice.sip.tls-port" : "voice.sip.port";
        int port = of(transport);
        return new IllegalStateException(
                key + "=" + port + " cannot be listened on (" + transport + " " + configuration.getHost() + ": "
                        + reason + "), for example " + key + "=" + (port < 65_000 ? port + 8 : port - 8),
                e);
    }

    private int freePort() {
        IOException last = null;
        for (int attempt = 0; attempt < 20; attempt++) {
            try (ServerSocket tcp = new ServerSocket()) {
                tcp.bind(new InetSocketAddress(configuration.getHost(), 0));
                try (DatagramSocket udp =
                        new DatagramSocket(tcp.getLocalPort(), InetAddress.getByName(configuration.getHost()))) {
                    return udp.getLocalPort();
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IllegalStateException("voice.sip.port: no free port on " + configuration.getHost(), last);
    }
}
