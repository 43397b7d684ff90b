package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.locate.Target;
import ai.openclaw.voice.component.sip.register.ProbeOutcome;
import ai.openclaw.voice.component.sip.register.RegisterOutcome;
import ai.openclaw.voice.component.sip.register.Registrar;
import java.util.Collection;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.MinExpiresHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers over the wire. Watches for its own questions, too: one that comes back has proved that we are reached. */
final class SipRegistrar implements Registrar, RequestTaker {
    private static final Logger LOG = LoggerFactory.getLogger(SipRegistrar.class);
    /** Those whose answer never came are dropped with the next ones; a registration has one question at a time. */
    private static final int MOST_QUESTIONS = 10_000;

    private final OutgoingRequests outgoing;
    private final ReachedAt reachedAt;
    /** Where each extension registered last. */
    private final Map<String, Target> registeredAt = new ConcurrentHashMap<>();

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> cameBack = ConcurrentHashMap.newKeySet();

    SipRegistrar(OutgoingRequests outgoing, ReachedAt reachedAt) {
        this.outgoing = outgoing;
        this.reachedAt = reachedAt;
    }

    @Override
    public void register(
            SipAccount account, String callId, long cSeq, int expiresSeconds, Consumer<RegisterOutcome> told) {
        try {
            Request request = outgoing.register(account, callId, cSeq, expiresSeconds);
            outgoing.send(account, request, transaction -> {}, new Answers() {
                @Override
                public void answered(ResponseEvent event) {
                    int status = event.getResponse().getStatusCode();
                    if (status < Response.OK) {
                        return;
                    }
                    Request sent = event.getClientTransaction().getRequest();
                    if (BoundContacts.isRefused(sent, event.getResponse())) {
                        long next = ((CSeqHeader) sent.getHeader(CSeqHeader.NAME)).getSeqNumber() + 1;
                        LOG.info("{} leaves its old address to expire, for {} is the answer", account, status);
                        outgoing.later(() -> register(account, callId, next, expiresSeconds, told));
                        return;
                    }
                    if (status < 300) {
                        target(event).ifPresent(one -> registeredAt.put(account.extension(), one));
                    }
                    told.accept(outcome(account, event, expiresSeconds));
                }

                @Override
                public void unanswered() {
                    told.accept(RegisterOutcome.unanswered("no answer"));
                }
            });
        } catch (SipException | RuntimeException e) {
            told.accept(RegisterOutcome.unanswered(why(account, e)));
        }
    }

    private String why(SipAccount account, Exception e) {
        boolean ours = e.getCause() instanceof java.net.UnknownHostException || e.getCause() == null;
        if (ours && e.getMessage() != null) {
            return e.getMessage();
        }
        String complaint = outgoing.complaintAbout(account);
        return "nothing can be sent to " + account.nextHop() + " over " + account.transport()
                + (complaint == null ? "" : ": " + complaint);
    }

    private static Optional<Target> target(ResponseEvent event) {
        return Destination.of(event.getClientTransaction().getRequest()).map(Destination::target);
    }

    /** Whoever answers for a server at which we did not register cannot send us its calls. */
    private boolean isElsewhere(SipAccount account, ResponseEvent event) {
        Target registered = registeredAt.get(account.extension());
        return registered != null
                && target(event).filter(one -> !one.equals(registered)).isPresent();
    }

    private RegisterOutcome outcome(SipAccount account, ResponseEvent event, int asked) {
        Response response = event.getResponse();
        Request request = event.getClientTransaction().getRequest();
        ContactHeader contact = (ContactHeader) request.getHeader(ContactHeader.NAME);
        SipURI ours = (SipURI) contact.getAddress().getURI();
        boolean moved = reachedAt
                .of(account.extension())
                .filter(address -> !address.host().equals(ours.getHost()) || address.port() != ours.getPort())
                .isPresent();
        int minExpires =
                response.getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader least ? least.getExpires() : 0;
        int retryAfter =
                response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader retry ? retry.getRetryAfter() : 0;
        return new RegisterOutcome(
                response.getStatusCode(),
                Messages.quotable(response.getReasonPhrase() == null ? "" : response.getReasonPhrase()),
                granted(response, ours, asked),
                minExpires,
                retryAfter,
                ((CSeqHeader) request.getHeader(CSeqHeader.NAME)).getSeqNumber(),
                ours.toString(),
                moved);
    }

    /** RFC 3261 section 10.2.4: that of our own among all contacts, else what holds for all. */
    private static int granted(Response response, SipURI ours, int asked) {
        for (ListIterator<?> each = response.getHeaders(ContactHeader.NAME); each.hasNext(); ) {
            ContactHeader contact = (ContactHeader) each.next();
            if (contact.getAddress().getURI() instanceof SipURI uri && isSame(uri, ours) && contact.getExpires() > 0) {
                return contact.getExpires();
            }
        }
        return response.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader all && all.getExpires() > 0
                ? all.getExpires()
                : asked;
    }

    private static boolean isSame(SipURI one, SipURI other) {
        return one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort()
                && Objects.equals(one.getUser(), other.getUser());
    }

    @Override
    public void probe(SipAccount account, Consumer<ProbeOutcome> told) {
        try {
            Request request = outgoing.options(account, account.extension());
            String callId = ((CallIdHeader) request.getHeader(CallIdHeader.NAME)).getCallId();
            if (asked.size() > MOST_QUESTIONS) {
                asked.clear();
                cameBack.clear();
            }
            asked.add(callId);
            outgoing.send(account, request, transaction -> {}, new Answers() {
                @Override
                public void answered(ResponseEvent event) {
                    int status = event.getResponse().getStatusCode();
                    if (status >= Response.OK) {
                        tell(isElsewhere(account, event) ? Response.NOT_FOUND : status);
                    }
                }

                @Override
                public void unanswered() {
                    tell(0);
                }

                private void tell(int status) {
                    asked.remove(callId);
                    told.accept(new ProbeOutcome(status, cameBack.remove(callId)));
                }
            });
        } catch (SipException | RuntimeException e) {
            told.accept(new ProbeOutcome(0, false));
        }
    }

    @Override
    public boolean take(RequestEvent event) {
        if (event.getRequest().getMethod().equals(Request.OPTIONS)
                && event.getRequest().getHeader(CallIdHeader.NAME) instanceof CallIdHeader header
                && asked.contains(header.getCallId())) {
            cameBack.add(header.getCallId());
        }
        return false;
    }

    /** The servers that extensions are registered at. */
    Collection<Target> targets() {
        return registeredAt.values();
    }

    /** Who is registered there. */
    List<String> registeredAt(Target target) {
        return registeredAt.entrySet().stream()
                .filter(one -> one.getValue().equals(target))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public void forget(SipAccount account) {
        registeredAt.remove(account.extension());
        outgoing.forget(account);
    }
}
