package ai.openclaw.voice.component.sip.locate;

import java.net.InetAddress;

/**
 * One of the places that a server can be reached at.
 *
 * @param host what it is called: the server's own name, or that of an SRV record
 */
public record Target(String host, InetAddress address, int port, String transport) {
    @Override
    public String toString() {
        String numeric = address.getHostAddress();
        return (host.equals(numeric) ? "" : host + " ") + numeric + ":" + port + "/" + transport;
    }
}
