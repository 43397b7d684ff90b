package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.stack.HopImpl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.List;
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
    private final Map<String, List<InetAddress>> found = new ConcurrentHashMap<>();

    /**
     * May wait for the name service, so not for the stack's threads.
     *
     * @param server host or host:port
     * @throws UnknownHostException when the name was never found
     */
    Hop hop(String server, String transport) throws UnknownHostException {
        SipURI uri = uri(server);
        int port = uri.getPort() >= 0 ? uri.getPort() : transport.equals("tls") ? SIPS_PORT : SIP_PORT;
        return new HopImpl(lookUp(uri.getHost()).get(0).getHostAddress(), port, transport);
    }

    /** Takes note of a server's addresses, if there are any; may wait as {@link #hop} does. */
    void note(String server) {
        try {
            lookUp(uri(server).getHost());
        } catch (UnknownHostException e) {
            // Nobody who is not found will send us anything.
        }
    }

    /** Whether one of the servers that were looked up has this address. */
    boolean isKnown(InetAddress address) {
        return found.values().stream().anyMatch(all -> all.contains(address));
    }

    /** The name by which this address was looked up; the address itself when it was not. */
    String nameOf(InetAddress address) {
        return found.entrySet().stream()
                .filter(one -> one.getValue().contains(address))
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals(address.getHostAddress()))
                .findFirst()
                .orElse(address.getHostAddress());
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        try {
            List<InetAddress> all = List.of(InetAddress.getAllByName(host));
            found.put(host, all);
            return all;
        } catch (UnknownHostException e) {
            List<InetAddress> before = found.get(host);
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
