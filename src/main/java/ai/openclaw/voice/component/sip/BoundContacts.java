package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.header.HeaderFactoryImpl;
import java.util.ListIterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Where each extension's exchange believes it to be. When that changes, because a NAT gave us another address, the REGISTER
 * that says so takes the old one back (RFC 3261 section 10.2.2): an exchange that rings all of them rings a dead one otherwise,
 * until it expires.
 */
final class BoundContacts {
    private static final int INTERVAL_TOO_BRIEF = 423;

    private final HeaderFactoryImpl headers = new HeaderFactoryImpl();
    private final Map<String, Address> byExtension = new ConcurrentHashMap<>();

    /** Learns from the answer to a REGISTER. */
    void learn(String extension, Request register, Response response) {
        int status = response.getStatusCode();
        boolean ends = register.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader all && all.getExpires() == 0;
        if (status / 100 == 2 && !ends) {
            byExtension.put(extension, first(register));
        } else if (status / 100 == 2 || isRefused(register, response)) {
            byExtension.remove(extension);
        }
    }

    /** Has this REGISTER take back what it does not say any more. */
    void takeBackIn(Request register, String extension) {
        Address old = byExtension.get(extension);
        if (old == null || isSame(old, first(register))) {
            return;
        }
        try {
            ContactHeader gone = headers.createContactHeader((Address) old.clone());
            gone.setExpires(0);
            register.addHeader(gone);
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it may have been refused for its second Contact: not every exchange reads RFC 3261 to the end. */
    static boolean isRefused(Request register, Response response) {
        int status = response.getStatusCode();
        boolean otherwise = status == Response.UNAUTHORIZED
                || status == Response.PROXY_AUTHENTICATION_REQUIRED
                || status == Response.REQUEST_TIMEOUT
                || status == INTERVAL_TOO_BRIEF;
        return status / 100 == 4 && !otherwise && hasTwo(register);
    }

    private static boolean hasTwo(Request register) {
        ListIterator<?> contacts = register.getHeaders(ContactHeader.NAME);
        contacts.next();
        return contacts.hasNext();
    }

    private static Address first(Request register) {
        return ((ContactHeader) register.getHeader(ContactHeader.NAME)).getAddress();
    }

    private static boolean isSame(Address one, Address other) {
        return one.getURI().toString().equals(other.getURI().toString());
    }

    void forget(String extension) {
        byExtension.remove(extension);
    }
}
