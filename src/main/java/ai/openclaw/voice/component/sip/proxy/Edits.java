package ai.openclaw.voice.component.sip.proxy;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.Via;
import java.text.ParseException;
import java.util.ListIterator;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.Header;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.RouteHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** What a proxy changes of a message, RFC 3261 sections 16.6 and 16.7. All else of it stays as it came. */
final class Edits {
    /** RFC 3261 section 16.6 step 3: what a request gets that came without. */
    private static final int MAX_FORWARDS = 70;

    private static final HeaderFactoryImpl HEADERS = new HeaderFactoryImpl();
    private static final AddressFactoryImpl ADDRESSES = new AddressFactoryImpl();

    private Edits() {}

    /** Whether the request has travelled as far as its sender wanted, so that it gets a 483. */
    static boolean hasTravelledEnough(Request request) {
        return request.getHeader(MaxForwardsHeader.NAME) instanceof MaxForwardsHeader left
                && left.getMaxForwards() <= 0;
    }

    /** A copy that may go one hop further. */
    static Request onward(Request request) {
        Request copy = (Request) request.clone();
        try {
            int left = copy.getHeader(MaxForwardsHeader.NAME) instanceof MaxForwardsHeader given
                    ? given.getMaxForwards() - 1
                    : MAX_FORWARDS;
            copy.setHeader(HEADERS.createMaxForwardsHeader(left));
            return copy;
        } catch (InvalidArgumentException e) {
            throw new IllegalArgumentException("the request may not travel further", e);
        }
    }

    /** A copy without our Via. */
    static Response backward(Response response) {
        Response copy = (Response) response.clone();
        copy.removeFirst(Via.NAME);
        return copy;
    }

    /**
     * Says that we want the answer back.
     *
     * @throws SipException when we do not listen on this transport
     */
    static void addVia(Request request, Wire wire, String transport, String branch) throws SipException {
        Via via = (Via) wire.via(transport);
        try {
            via.setBranch(branch);
        } catch (ParseException e) {
            throw new SipException("No Via can be made", e);
        }
        via.setRPort();
        request.addFirst(via);
    }

    /** Says that we want to see all later requests of the dialog, too. */
    static void addRecordRoute(Request request, Wire wire, String transport) throws SipException {
        SipURI own = wire.ownAddress(transport);
        if (own == null) {
            throw new SipException("The next hop is reached over " + transport + ", which is not listened on");
        }
        own.setLrParam();
        RecordRouteHeader header = HEADERS.createRecordRouteHeader(ADDRESSES.createAddress(own));
        request.addFirst(header);
    }

    /** Takes our own entries off the top of the route, RFC 3261 section 16.4. */
    static void popOwnRoutes(Request request, Wire wire) {
        for (RouteHeader top = topRoute(request); isOwn(top, wire); top = topRoute(request)) {
            request.removeFirst(RouteHeader.NAME);
        }
        if (topRoute(request) == null) {
            request.removeHeader(RouteHeader.NAME);
        }
    }

    static RouteHeader topRoute(Request request) {
        ListIterator<?> routes = request.getHeaders(RouteHeader.NAME);
        return routes != null && routes.hasNext() ? (RouteHeader) routes.next() : null;
    }

    static boolean isOwn(RouteHeader route, Wire wire) {
        return route != null && route.getAddress().getURI() instanceof SipURI uri && wire.isOwn(uri);
    }

    /** Where the request goes next: its topmost route, else its Request-URI. Null when that is no SIP address. */
    static SipURI nextHop(Request request) {
        RouteHeader route = topRoute(request);
        URI next = route == null ? request.getRequestURI() : route.getAddress().getURI();
        return next instanceof SipURI uri ? uri : null;
    }

    /** In lower case. */
    static String transport(ViaHeader via) {
        return via.getTransport().toLowerCase(Locale.ROOT);
    }

    /** In lower case. */
    static String transport(SipURI uri) {
        String named = uri.getTransportParam();
        return named != null ? named.toLowerCase(Locale.ROOT) : uri.isSecure() ? "tls" : "udp";
    }

    /** The user who was dialled, at another system's address. */
    static SipURI dialledAt(SipURI system, URI dialled) throws SipException {
        SipURI uri = (SipURI) system.clone();
        try {
            if (dialled instanceof SipURI sip && sip.getUser() != null) {
                uri.setUser(sip.getUser());
            } else if (dialled instanceof TelURL tel) {
                uri.setUser(tel.getPhoneNumber());
            }
        } catch (ParseException e) {
            throw new SipException("The dialled user cannot be kept", e);
        }
        return uri;
    }

    static Header route(Address address) {
        return HEADERS.createRouteHeader(address);
    }

    static void setHeader(Message message, String name, String value) {
        message.setHeader(header(name, value));
    }

    static Header header(String name, String value) {
        try {
            return HEADERS.createHeader(name, value);
        } catch (ParseException e) {
            throw new IllegalArgumentException("no header " + name + " can be made", e);
        }
    }

    /** @throws IllegalArgumentException when it is none */
    static SipURI sipAddress(String text) {
        try {
            if (ADDRESSES.createURI(text) instanceof SipURI uri) {
                return uri;
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException(text + " is no SIP address", e);
        }
        throw new IllegalArgumentException(text + " is no SIP address");
    }
}
