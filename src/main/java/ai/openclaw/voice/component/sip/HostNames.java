package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.stack.HopImpl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;

/** Looks the hosts up that requests are sent to. What was found once serves as long as the name service is away. */
final class HostNames {
    /** RFC 3261 section 19.1.2. */
    private static final int SIP_PORT = 5060;

    private static final int SIPS_PORT = 5061;

    private final AddressFactoryImpl addresses = new AddressFactoryImpl();
    private final Map<String, InetAddress> found = new ConcurrentHashMap<>();

    /**
     * May wait for the name service, so not for the stack's threads.
     *
     * @param server host or host:port
     * @throws UnknownHostException when the name was never found
     */
    Hop hop(String server, String transport) throws UnknownHostException {
        SipURI uri = uri(server);
        int port = uri.getPort() >= 0 ? uri.getPort() : transport.equals("tls") ? SIPS_PORT : SIP_PORT;
        return new HopImpl(address(uri.getHost()).getHostAddress(), port, transport);
    }

    /** The name by which this address was looked up last; the address itself when it was not. */
    String nameOf(InetAddress address) {
        return found.entrySet().stream()
                .filter(one -> one.getValue().equals(address))
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals(address.getHostAddress()))
                .findFirst()
                .orElse(address.getHostAddress());
    }

    private InetAddress address(String host) throws UnknownHostException {
        try {
            InetAddress address = InetAddress.getByName(host);
            found.put(host, address);
            return address;
        } catch (UnknownHostException e) {
            InetAddress before = found.get(host);
            if (before == null) {
                throw e;
            }
            return before;
        }
    }

    private SipURI uri(String server) throws UnknownHostException {
        try {
            return (SipURI) addresses.createURI("sip:" + server);
        } catch (ParseException | ClassCastException e) {
            throw new UnknownHostException(server + " is no host name");
        }
    }
}
