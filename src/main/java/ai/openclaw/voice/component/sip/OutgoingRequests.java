package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.locate.Target;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and sends the requests that begin something in the name of an account: REGISTER, OPTIONS, INVITE. Making one may
 * wait for the name service and sending one for a connection, so neither is for the stack's threads.
 */
final class OutgoingRequests {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingRequests.class);
    /** RFC 3261 section 8.1.1.6. */
    private static final int MAX_FORWARDS = 70;
    /** One for who asks without credentials, one for a proxy on the way, and one for a nonce that was too old. */
    private static final int MOST_CHALLENGES = 3;

    private final SipStack stack;
    private final HostNames names;
    private final Timers timers;
    private final ReachedAt reachedAt;
    private final BoundContacts bound = new BoundContacts();
    private final Map<SipAccount, DigestAnswer> answers = new ConcurrentHashMap<>();
    private final AddressFactoryImpl addresses = new AddressFactoryImpl();
    private final HeaderFactoryImpl headers = new HeaderFactoryImpl();
    private final MessageFactoryImpl messages = new MessageFactoryImpl();

    OutgoingRequests(SipStack stack, HostNames names, Timers timers) {
        this.stack = stack;
        this.names = names;
        this.timers = timers;
        this.reachedAt = stack.reachedAt();
    }

    /**
     * Begins or renews a registration, RFC 3261 section 10.2.
     *
     * @param callId the same for all of one registration
     * @param cSeq more than that of the one before
     * @param expiresSeconds 0 ends it
     */
    Request register(SipAccount account, String callId, long cSeq, int expiresSeconds) throws SipException {
        try {
            // Who asks for another registrar than the domain's own means that one to decide.
            String registrar = hasProxy(account) ? account.domain() : account.registrar();
            Address self = self(account);
            Request request = request(Request.REGISTER, account, uri(registrar), self, callId, cSeq);
            request.setHeader(headers.createExpiresHeader(expiresSeconds));
            request.setHeader(stack.messages().allow());
            bound.takeBackIn(request, account.extension());
            return request;
        } catch (ParseException | InvalidArgumentException e) {
            throw unusable(account, e);
        }
    }

    /**
     * Asks whether somebody is there, RFC 3261 section 11.
     *
     * @param to whom: a number, a SIP address, or null for the exchange itself
     */
    Request options(SipAccount account, String to) throws SipException {
        try {
            URI target = to == null ? uri(account.domain()) : target(account, to);
            return request(Request.OPTIONS, account, target, addresses.createAddress(target), freshCallId(), 1);
        } catch (ParseException | InvalidArgumentException e) {
            throw unusable(account, e);
        }
    }

    /**
     * Calls somebody.
     *
     * @param to a number at the account's domain, or a SIP address
     * @param sdp our offer
     */
    Request invite(SipAccount account, String to, String sdp) throws SipException {
        try {
            URI target = target(account, to);
            Request request =
                    request(Request.INVITE, account, target, addresses.createAddress(target), freshCallId(), 1);
            stack.messages().addAbilities(request);
            request.setHeader(stack.messages().header(Messages.VERSION_HEADER, Messages.VERSION));
            stack.messages().addSdp(request, sdp);
            return request;
        } catch (ParseException | InvalidArgumentException e) {
            throw unusable(account, e);
        }
    }

    private Request request(String method, SipAccount account, URI target, Address to, String callId, long cSeq)
            throws ParseException, InvalidArgumentException, SipException {
        Destination destination = destination(method, account);
        ViaHeader via = stack.via(account.transport());
        via.setRPort();
        Request request = messages.createRequest(
                target,
                method,
                headers.createCallIdHeader(callId),
                headers.createCSeqHeader(cSeq, method),
                headers.createFromHeader(self(account), Messages.freshTag()),
                headers.createToHeader(to, null),
                List.of(via),
                headers.createMaxForwardsHeader(MAX_FORWARDS));
        if (hasProxy(account)) {
            request.addHeader(headers.createRouteHeader(addresses.createAddress(route(account))));
        }
        request.setHeader(stack.contact(account.extension(), account.transport()));
        request.setHeader(stack.messages().userAgent());
        digest(account).sign(request);
        destination.putInto(request);
        return request;
    }

    /** An INVITE must not wait for a target that may be dead; what asks often looks whether the best one is back. */
    private Destination destination(String method, SipAccount account) throws SipException {
        try {
            if (hasProxy(account)) {
                // Its calls may come directly, and then the guard must know it.
                names.note(account);
            }
            List<Target> all = names.targets(account);
            Optional<Target> first = method.equals(Request.INVITE)
                    ? names.standing().surest(all)
                    : names.standing().best(all, List.of());
            return Destination.first(first.orElseThrow(), all);
        } catch (UnknownHostException e) {
            String why = e.getMessage() != null && e.getMessage().contains(" ") ? ": " + e.getMessage() : "";
            throw new SipException(account.nextHop() + " is not found by the name service" + why, e);
        }
    }

    private static boolean hasProxy(SipAccount account) {
        return account.proxy() != null && !account.proxy().isBlank();
    }

    /** RFC 3261 section 19.1.1: lr says that it leaves the request URI as it is. */
    private SipURI route(SipAccount account) throws ParseException {
        SipURI route = uri(account.proxy());
        route.setLrParam();
        if (!account.transport().equals("udp")) {
            route.setTransportParam(account.transport());
        }
        return route;
    }

    private Address self(SipAccount account) throws ParseException {
        SipURI uri = uri(account.domain());
        uri.setUser(Messages.escaped(account.extension()));
        String name = account.displayName();
        return name == null || name.isBlank()
                ? addresses.createAddress(uri)
                : addresses.createAddress(Messages.quotable(name), uri);
    }

    private URI target(SipAccount account, String to) throws ParseException {
        if (to.startsWith("sip:") || to.startsWith("sips:")) {
            return addresses.createURI(to);
        }
        SipURI uri = uri(exchange(account));
        uri.setUser(Messages.escaped(to));
        return uri;
    }

    /**
     * Who is to call for the account. Where its domain is just the registrar's host, the port says which server on that host;
     * an address without one means 5060 (RFC 3261 section 19.1.2), and a strict proxy says 404 to what is not its own.
     */
    private static String exchange(SipAccount account) {
        boolean sameHost = account.registrar().replaceFirst(":\\d+$", "").equalsIgnoreCase(account.domain());
        return sameHost && !hasProxy(account) ? account.registrar() : account.domain();
    }

    private SipURI uri(String server) throws ParseException {
        return (SipURI) addresses.createURI("sip:" + server);
    }

    private String freshCallId() {
        return stack.provider().getNewCallId().getCallId();
    }

    private static SipException unusable(SipAccount account, Exception e) {
        return new SipException("no request can be made for " + account + ": " + e.getMessage(), e);
    }

    /** Proves the account's password, also within its dialogs. */
    DigestAnswer digest(SipAccount account) {
        // One that is made up for a call has none, and there would be one for each host that callers name.
        return account.password() == null
                ? new DigestAnswer(account)
                : answers.computeIfAbsent(account, DigestAnswer::new);
    }

    /** To be called for an account that is not ours any more. */
    void forget(SipAccount account) {
        answers.remove(account);
        reachedAt.forget(account.extension());
        bound.forget(account.extension());
    }

    /**
     * The request once more, with the credentials that a 401 or a 407 wants.
     *
     * @return empty when there is nothing better to send: the password is wrong, or too much was asked
     */
    Optional<Request> again(SipAccount account, Response challenge, Request refused) {
        Destination destination = Destination.of(refused).orElse(null);
        if (destination == null
                || destination.challenges() >= MOST_CHALLENGES
                || !digest(account).learn(challenge, refused)) {
            return Optional.empty();
        }
        try {
            Request next = afresh(account, refused);
            digest(account).sign(next);
            destination.afterChallenge().putInto(next);
            return Optional.of(next);
        } catch (InvalidArgumentException e) {
            LOG.debug("A {} cannot be repeated", refused.getMethod(), e);
            return Optional.empty();
        }
    }

    /** The request as it goes to another target, which wants to challenge us itself. */
    Optional<Request> to(SipAccount account, Request refused, Destination next) {
        try {
            Request request = afresh(account, refused);
            request.removeHeader(AuthorizationHeader.NAME);
            request.removeHeader(ProxyAuthorizationHeader.NAME);
            next.putInto(request);
            return Optional.of(request);
        } catch (InvalidArgumentException e) {
            LOG.debug("A {} cannot be repeated", refused.getMethod(), e);
            return Optional.empty();
        }
    }

    /** The same request in a transaction of its own. */
    private Request afresh(SipAccount account, Request refused) throws InvalidArgumentException {
        Request next = (Request) refused.clone();
        ((ViaHeader) next.getHeader(ViaHeader.NAME)).removeParameter("branch");
        CSeqHeader cSeq = (CSeqHeader) next.getHeader(CSeqHeader.NAME);
        cSeq.setSeqNumber(cSeq.getSeqNumber() + 1);
        // The answer to the last one may have told us at which address we are seen.
        next.setHeader(stack.contact(account.extension(), account.transport()));
        if (next.getMethod().equals(Request.REGISTER)) {
            bound.takeBackIn(next, account.extension());
        }
        return next;
    }

    ClientTransaction transaction(Request request, Answers answers) throws SipException {
        return stack.newClientTransaction(request, answers);
    }

    /** A final response came. */
    void heard(SipAccount account, Request request, Response response) {
        if (request.getMethod().equals(Request.REGISTER)) {
            reachedAt.learn(account.extension(), response);
            bound.learn(account.extension(), request, response);
        }
    }

    /** Does what may wait. */
    void later(Runnable task) {
        timers.threads().execute(task);
    }

    /** What is wrong with the certificate that the account's exchange shows, or null. */
    String complaintAbout(SipAccount account) {
        return names.complaintAbout(account.nextHop());
    }

    /**
     * Sends it, to the next target where one does not take it, and answers challenges. Whoever listens is told of all other
     * responses, and of a challenge that cannot be answered.
     *
     * @param beforeSending is given each transaction just before it is sent: the first, and one after each challenge
     */
    void send(SipAccount account, Request request, Consumer<ClientTransaction> beforeSending, Answers told)
            throws SipException {
        new Delivery(this, names.standing(), timers, account, beforeSending, told).send(request);
    }
}
