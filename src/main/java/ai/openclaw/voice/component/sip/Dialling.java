package ai.openclaw.voice.component.sip;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** How a call of ours is dialled: as which account, showing which number, and to which others it may be sent on. */
final class Dialling {
    /** RFC 3261 section 16.3 speaks of loops; a call that is sent on more often is in one. */
    private static final int MOST_TARGETS = 5;
    /** What an exchange's own users are called. */
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9*#+._-]{1,64}");

    private final OutgoingRequests requests;
    private final Messages messages;
    private final SipAccount account;
    private final String callerId;
    private final Set<String> tried = new HashSet<>();

    /** @param callerId the number that the callee is to see, or null for the account's own */
    Dialling(OutgoingRequests requests, Messages messages, SipAccount account, String callerId) {
        this.requests = requests;
        this.messages = messages;
        this.account = account;
        this.callerId = callerId;
    }

    SipAccount account() {
        return account;
    }

    /**
     * An INVITE to this number. May wait for the name service.
     *
     * @throws SipException when none can be made, for example because the exchange's name is unknown
     */
    synchronized Request invite(String target, String offer) throws SipException {
        tried.add(target);
        Request invite = requests.invite(account, target, offer);
        if (callerId != null) {
            // RFC 3325 section 9.2: what we would like to be shown; the exchange decides, and From stays who we are.
            invite.setHeader(messages.header(
                    "P-Preferred-Identity", "<sip:" + Messages.escaped(callerId) + "@" + account.domain() + ">"));
        }
        return invite;
    }

    void send(Request invite, Consumer<ClientTransaction> beforeSending, Answers told) throws SipException {
        requests.send(account, invite, beforeSending, told);
    }

    /** Where a 3xx sends us on to, the best first: users of our own exchange that were not tried yet, and nobody else. */
    synchronized List<String> targets(Response response) {
        List<ContactHeader> contacts = new ArrayList<>();
        for (ListIterator<?> each = response.getHeaders(ContactHeader.NAME); each.hasNext(); ) {
            if (each.next() instanceof ContactHeader contact) {
                contacts.add(contact);
            }
        }
        contacts.sort((one, other) -> Float.compare(quality(other), quality(one)));
        List<String> targets = new ArrayList<>();
        for (ContactHeader contact : contacts) {
            if (tried.size() < MOST_TARGETS
                    && contact.getAddress().getURI() instanceof SipURI uri
                    && isOurExchange(uri.getHost())
                    && uri.getUser() != null
                    && USER.matcher(uri.getUser()).matches()
                    && tried.add(uri.getUser())) {
                targets.add(uri.getUser());
            }
        }
        return targets;
    }

    private static float quality(ContactHeader contact) {
        return contact.getQValue() < 0 ? 1 : contact.getQValue();
    }

    /** Whoever sends us elsewhere could have us call, at the company's cost, whom they like. */
    private boolean isOurExchange(String host) {
        return host.equalsIgnoreCase(hostOf(account.domain())) || host.equalsIgnoreCase(hostOf(account.nextHop()));
    }

    private static String hostOf(String server) {
        return server.replaceFirst(":\\d+$", "");
    }
}
