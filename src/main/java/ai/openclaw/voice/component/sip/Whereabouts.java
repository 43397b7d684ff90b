package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.locate.Target;
import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.RouteHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the requests of a dialog go whose other side names hosts, in its Contact or in Record-Route. They are looked up once,
 * on a thread that may wait; from then on a call does without the name service. A host that is not found is supposed to be
 * where the other side's messages come from. Thread-safe.
 */
final class Whereabouts {
    private static final Logger LOG = LoggerFactory.getLogger(Whereabouts.class);

    private final HostNames names;
    private final String transport;
    private final Map<Place, List<Target>> found = new ConcurrentHashMap<>();
    /** Where the first message came from. */
    private volatile InetAddress origin;

    private volatile InetAddress address;
    private volatile int port;

    /** @param port -1 when it is not said */
    private record Place(String host, int port, String transport) {
        boolean isNamed() {
            return !host.startsWith("[") && !host.matches("[0-9.]+");
        }
    }

    /** @param transport what is sent over, where nothing else is said */
    Whereabouts(HostNames names, String transport) {
        this.names = names;
        this.transport = transport;
    }

    /** Takes note of where it came from. */
    void heard(Message message) {
        SIPMessage came = (SIPMessage) message;
        if (came.getPeerPacketSourceAddress() != null) {
            port = came.getPeerPacketSourcePort();
            address = came.getPeerPacketSourceAddress();
        } else if (came.getRemoteAddress() != null) {
            port = came.getRemotePort();
            address = came.getRemoteAddress();
        }
        if (origin == null) {
            origin = address;
        }
    }

    /** Whether the other side's first message came from such an address. */
    boolean beganAt(Predicate<InetAddress> whom) {
        InetAddress first = origin;
        return first != null && whom.test(first);
    }

    /** Whether {@link #lookUp} would have to ask. */
    boolean isUnknown(URI next) {
        Place place = place(next);
        return place != null && place.isNamed() && !found.containsKey(place);
    }

    /** Looks up whom the dialog's requests go to. May wait for the name service. */
    void lookUp(URI next) {
        Place place = place(next);
        if (place == null || !place.isNamed() || found.containsKey(place)) {
            return;
        }
        try {
            found.put(place, names.ofOthers(place.host, place.port, place.transport));
        } catch (UnknownHostException e) {
            LOG.info("The other side of the call names {}, which the name service does not know", place.host);
            if (address != null) {
                found.put(place, List.of(new Target(place.host, address, port, place.transport)));
            }
        }
    }

    /** To be called for each request of the dialog before it is sent. Waits for nothing. */
    void putInto(Request request) {
        URI next = request.getHeader(RouteHeader.NAME) instanceof RouteHeader route
                ? route.getAddress().getURI()
                : request.getRequestURI();
        Place place = place(next);
        if (place == null || !place.isNamed()) {
            return;
        }
        List<Target> targets = found.getOrDefault(place, List.of());
        if (!targets.isEmpty()) {
            Target target = targets.stream()
                    .filter(one -> one.address().equals(address))
                    .findFirst()
                    .orElse(targets.get(0));
            Destination.first(target, targets).putInto(request);
        } else if (address != null) {
            Target target = new Target(place.host, address, port, place.transport);
            Destination.first(target, List.of(target)).putInto(request);
        }
    }

    private Place place(URI next) {
        if (!(next instanceof SipURI uri)) {
            return null;
        }
        String over = uri.getTransportParam() == null ? transport : uri.getTransportParam();
        return new Place(uri.getHost(), uri.getPort(), over.toLowerCase(Locale.ROOT));
    }
}
