package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.sip.RequestEvent;
import javax.sip.SipException;
import javax.sip.header.ToHeader;
import javax.sip.header.UserAgentHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at the door: lets our exchanges in, and those that are allowed by name; refuses strangers, and says nothing to
 * scanners, who take any answer for an invitation. Answers without a transaction, so strangers cost no memory.
 */
final class SipGuard implements RequestTaker {
    private static final Logger LOG = LoggerFactory.getLogger(SipGuard.class);
    /** The tools that look for open exchanges; none of them is anybody's telephone. */
    private static final Pattern SCANNERS = Pattern.compile(
            "friendly-scanner|sipvicious|svcrack|svmap|sipcli|sipsak|sip-scan|sipscan|smap|iwar|vaxsipuseragent|"
                    + "pplsip|sundayddr|warvox|eyebeam-scan|csipsimple-scan",
            Pattern.CASE_INSENSITIVE);
    /** How many sources are remembered; about 1 MB. */
    private static final int MOST_SOURCES = 4096;
    /** How often somebody may mistype a password at once, and then in the long run. */
    private static final int BAD_CREDENTIALS = 5;

    private static final double BAD_CREDENTIALS_PER_SECOND = 0.1;
    /** How much more whoever may call us may do than whoever may not: a hundred calls at ten a second are none too many. */
    private static final int GUESTS = 25;

    /** What all strangers together may cost us: forged sources have a full bucket each. */
    private static final int STRANGERS_AT_ONCE = 200;

    private static final int STRANGERS_PER_SECOND = 100;
    private static final Object ALL_STRANGERS = new Object();

    private final SipStack stack;
    private final GuardRules rules;
    private final Networks allowed;
    /** Who calls us from this machine comes from the address that we listen on, and that need not be a loopback one. */
    private final Networks ours;

    private final Predicate<InetAddress> exchanges;
    private final DigestCheck digest;
    private final BooleanSupplier isOpen;
    private final GuardCounters counters;
    private final TokenBuckets requests;
    private final TokenBuckets guests;
    private final TokenBuckets badCredentials;
    private final TokenBuckets strangers;

    /**
     * @param exchanges whether an address is one that our extensions are registered at
     * @param isOpen whether everybody may call, because there is no exchange to call through
     */
    SipGuard(
            SipStack stack,
            GuardRules rules,
            Predicate<InetAddress> exchanges,
            BooleanSupplier isOpen,
            DigestCheck digest,
            GuardCounters counters) {
        this.stack = stack;
        this.rules = rules;
        this.allowed = Networks.of(rules.allowedSources());
        this.ours = allowed.contains(InetAddress.getLoopbackAddress()) ? Networks.ofThisMachine() : Networks.of("");
        this.exchanges = exchanges;
        this.isOpen = isOpen;
        this.digest = digest;
        this.counters = counters;
        this.requests = new TokenBuckets(rules.burst(), rules.perSecond(), MOST_SOURCES, System::nanoTime);
        this.guests =
                new TokenBuckets(rules.burst() * GUESTS, rules.perSecond() * GUESTS, MOST_SOURCES, System::nanoTime);
        this.badCredentials =
                new TokenBuckets(BAD_CREDENTIALS, BAD_CREDENTIALS_PER_SECOND, MOST_SOURCES, System::nanoTime);
        this.strangers = new TokenBuckets(STRANGERS_AT_ONCE, STRANGERS_PER_SECOND, 1, System::nanoTime);
    }

    @Override
    public boolean take(RequestEvent event) {
        if (!(event.getRequest() instanceof SIPRequest request)) {
            return false;
        }
        InetAddress source = source(request);
        if (source == null || exchanges.test(source)) {
            return false;
        }
        boolean isAllowed = allowed.contains(source) || ours.contains(source);
        if (!isAllowed && isUnwanted(request, source)) {
            return true;
        }
        if (!begins(request)) {
            return false;
        }
        if (!isAllowed && !isOpen.getAsBoolean()) {
            counters.refused.increment();
            answer(request, Response.FORBIDDEN, false, source);
            return true;
        }
        return request.getMethod().equals(Request.INVITE) && failsToProve(request, source);
    }

    /** Whether a stranger gets no hearing: a scanner, or one of too many. */
    private boolean isUnwanted(SIPRequest request, InetAddress source) {
        boolean scans = request.getHeader(UserAgentHeader.NAME) instanceof UserAgentHeader agent
                && SCANNERS.matcher(agent.toString()).find();
        // What belongs to a call that stands, such as one that v1 has, comes from whoever is at its other end.
        boolean isGuest = isOpen.getAsBoolean() || !begins(request);
        boolean within = !scans
                && (isGuest ? guests.take(key(source)) : requests.take(key(source)) && strangers.take(ALL_STRANGERS));
        if (within) {
            return false;
        }
        if (rules.dropsScanners() || !scans) {
            counters.dropped.increment();
        } else {
            counters.refused.increment();
            answer(request, Response.FORBIDDEN, false, source);
        }
        return true;
    }

    private boolean failsToProve(SIPRequest request, InetAddress source) {
        // What was meant for a proxy on the way is no guess at ours.
        boolean tries = DigestCheck.credentials(request).isPresent();
        if (tries && !badCredentials.has(key(source))) {
            counters.dropped.increment();
            return true;
        }
        DigestCheck.Verdict verdict = digest.verdict(request, source);
        if (verdict == DigestCheck.Verdict.GOOD) {
            return false;
        }
        if (tries && verdict != DigestCheck.Verdict.STALE) {
            counters.badCredentials.increment();
            badCredentials.take(key(source));
        }
        if (!rules.wantsDigest()) {
            return false;
        }
        counters.challenged.increment();
        answer(request, Response.UNAUTHORIZED, verdict == DigestCheck.Verdict.STALE, source);
        return true;
    }

    /** Whether it is part of nothing that we know of. */
    private static boolean begins(SIPRequest request) {
        return !request.getMethod().equals(Request.ACK)
                && !request.getMethod().equals(Request.CANCEL)
                && request.getHeader(ToHeader.NAME) instanceof ToHeader to
                && to.getTag() == null;
    }

    private void answer(Request request, int status, boolean stale, InetAddress source) {
        try {
            Response response = stack.messages().response(status, request);
            if (status == Response.UNAUTHORIZED) {
                digest.challenge(response, stack.messages(), source, stale);
            }
            stack.sendStateless(response);
        } catch (SipException | RuntimeException e) {
            LOG.debug("{} could not be sent", status, e);
        }
    }

    /** Where the packet came from, or the connection. */
    static InetAddress source(SIPRequest request) {
        InetAddress source = request.getPeerPacketSourceAddress();
        return source == null ? request.getRemoteAddress() : source;
    }

    /** Who has one address of IPv6 has 2^64 of them (RFC 6177). */
    private static Object key(InetAddress source) {
        return source instanceof Inet6Address
                ? ByteBuffer.wrap(source.getAddress(), 0, 8).getLong()
                : source;
    }
}
