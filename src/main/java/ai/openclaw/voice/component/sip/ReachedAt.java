package ai.openclaw.voice.component.sip;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.header.Via;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.header.ViaHeader;
import javax.sip.message.Response;

/**
 * The addresses at which exchanges see us, when a NAT is between us and them: what they write into {@code received} and
 * {@code rport} of our Via (RFC 3581).
 */
final class ReachedAt {
    /** @param port the port that the NAT gave us; over TCP that of the connection, which exchanges use again */
    record Address(String host, int port) {}

    private final SipConfiguration configuration;
    private final Map<String, Address> byExtension = new ConcurrentHashMap<>();

    ReachedAt(SipConfiguration configuration) {
        this.configuration = configuration;
    }

    Optional<Address> of(String extension) {
        return Optional.ofNullable(byExtension.get(extension));
    }

    /** Learns from the answer to a REGISTER. */
    void learn(String extension, Response response) {
        if (!configuration.learnsAddress()
                || !(response.getHeader(ViaHeader.NAME) instanceof Via via)
                || via.getReceived() == null) {
            return;
        }
        if (via.getReceived().equals(plain(via.getSentBy()))) {
            byExtension.remove(extension);
        } else {
            int port = via.getRPort() > 0 ? via.getRPort() : via.getPort();
            byExtension.put(extension, new Address(via.getReceived(), port));
        }
    }

    private static String plain(HostPort sentBy) {
        return sentBy.getHost().getHostname();
    }

    void forget(String extension) {
        byExtension.remove(extension);
    }
}
