package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.extensions.ReplacesHeader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Iterator;
import java.util.Locale;
import javax.sip.ClientTransaction;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.header.Header;
import javax.sip.header.ReferToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peer refers us to somebody else (RFC 3515, RFC 5589): we call them, and if they answer, the conversation goes on with
 * them in the same room. Its state is guarded by the call's lock.
 */
final class Referral implements Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Referral.class);
    /** How long whoever referred us may take for its BYE before ours goes out, ms. */
    private static final long BYE_AFTER_MS = 2000;

    private final CallLeg leg;
    private final CallDialog from;
    private final SipURI target;
    private final String replaces;
    private final String referredBy;
    private ClientTransaction invite;
    private String offer = "";
    private boolean fromLeft;
    private boolean over;

    private Referral(CallLeg leg, CallDialog from, SipURI target, String replaces, String referredBy) {
        this.leg = leg;
        this.from = from;
        this.target = target;
        this.replaces = replaces;
        this.referredBy = referredBy;
    }

    /** @throws ParseException when the REFER names nobody whom SIP can call */
    static Referral read(CallLeg leg, Request refer) throws ParseException {
        if (!(refer.getHeader(ReferToHeader.NAME) instanceof ReferToHeader to)
                || !(to.getAddress().getURI() instanceof SipURI named)) {
            throw new ParseException("Refer-To names no SIP address", 0);
        }
        SipUri target = (SipUri) named.clone();
        String replaces = replaces(named);
        target.removeHeaders();
        target.removeMethod();
        Header by = refer.getHeader("Referred-By");
        String referredBy = by == null
                ? null
                : by.toString().substring(by.toString().indexOf(':') + 1).strip();
        return new Referral(leg, leg.dialog(), target, replaces, referredBy);
    }

    /** What a Refer-To says about the call that the new one replaces, or null. */
    static String replaces(SipURI named) throws ParseException {
        for (Iterator<?> names = named.getHeaderNames(); names.hasNext(); ) {
            String name = (String) names.next();
            if (name.equalsIgnoreCase(ReplacesHeader.NAME)) {
                try {
                    return URLDecoder.decode(named.getHeader(name).replace("+", "%2B"), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    throw new ParseException("Refer-To has an escape that is none", 0);
                }
            }
        }
        return null;
    }

    String target() {
        return target.toString();
    }

    /** RFC 3515 section 2.4.4: the first word comes at once. */
    void accepted() {
        tell(Response.TRYING, "Trying");
    }

    /** Calls whom we are referred to, with this offer of ours. May wait. @return false when it is too late for it */
    boolean follow(String sdp) {
        Switchboard board = leg.board();
        try {
            SipAccount account = account();
            Request request = board.outgoing().invite(account, target(), sdp);
            if (replaces != null) {
                request.setHeader(board.stack().messages().header(ReplacesHeader.NAME, replaces));
                request.addHeader(board.stack().messages().header("Require", "replaces"));
            }
            if (referredBy != null) {
                request.setHeader(board.stack().messages().header("Referred-By", referredBy));
            }
            synchronized (leg) {
                if (over || leg.state() != CallLeg.State.CONFIRMED) {
                    return false;
                }
                offer = sdp;
                leg.sessionTimer().propose(request);
            }
            board.outgoing().send(account, request, this::sending, this);
            return true;
        } catch (SipException | RuntimeException e) {
            LOG.info("Whom we are referred to cannot be called: {}", e.getMessage());
            failed(Response.SERVICE_UNAVAILABLE, "Service Unavailable");
            return false;
        }
    }

    /** The way that the call came, or its extension's account, whatever host the target names. */
    private SipAccount account() throws SipException {
        String extension = leg.info().extension();
        Hop hop = from.nextHop();
        String next = hop.getHost() + ":" + hop.getPort();
        String domain = from.peerHost();
        String transport = hop.getTransport().toLowerCase(Locale.ROOT);
        return leg.board()
                .account(extension)
                .orElseGet(() -> new SipAccount(extension, null, extension, null, next, domain, null, transport, 0));
    }

    private void sending(ClientTransaction transaction) {
        synchronized (leg) {
            if (over) {
                throw new IllegalStateException("the call is over");
            }
            try {
                leg.board().stack().newDialog(transaction);
            } catch (SipException e) {
                throw new IllegalStateException("no dialog can be made", e);
            }
            invite = transaction;
        }
    }

    @Override
    public void answered(ResponseEvent event) {
        Response response = event.getResponse();
        int status = response.getStatusCode();
        if (status >= 300) {
            failed(status, response.getReasonPhrase());
        } else if (status >= 200) {
            CallDialog.take(event.getDialog());
            leg.onPool(() -> arrived(event));
        }
    }

    @Override
    public void unanswered() {
        failed(Response.REQUEST_TIMEOUT, "Request Timeout");
    }

    private void arrived(ResponseEvent event) {
        if (event.getDialog() == null) {
            return;
        }
        CallInfo info = leg.info();
        CallDialog to = new CallDialog(leg.board().stack(), event.getDialog(), info.extension(), info.transport());
        to.bindTo(leg);
        leg.board()
                .account(info.extension())
                .ifPresent(account -> to.provenBy(leg.board().outgoing().digest(account)));
        Response ok = event.getResponse();
        to.heard(ok);
        to.acknowledge(ok);
        boolean taken;
        synchronized (leg) {
            taken = !over && leg.movesTo(to, offer);
            over = true;
            if (taken) {
                leg.sessionTimer().agreed(ok);
            }
        }
        if (!taken) {
            to.leave(EndReason.CALLER_HANGUP);
            return;
        }
        leg.agreed(InviteReader.sdp(ok));
        if (!fromLeft) {
            tell(Response.OK, "OK");
            leg.board().timers().after(BYE_AFTER_MS, () -> leg.onPool(() -> from.leave(EndReason.TRANSFERRED)));
        }
    }

    private void failed(int status, String phrase) {
        boolean alone;
        synchronized (leg) {
            if (over) {
                return;
            }
            over = true;
            alone = fromLeft;
        }
        LOG.info("Whom we are referred to did not answer: {}", status);
        if (alone) {
            leg.lost(EndReason.CALLER_HANGUP);
        } else {
            tell(status, phrase);
        }
    }

    /** Whether the new call is being set up still. Under the lock. */
    boolean isUnderWay() {
        return !over;
    }

    /** Whoever referred us has hung up, as they may: the outcome decides. Under the lock. */
    void left() {
        fromLeft = true;
    }

    /** The call is over, so nobody is to be called any more. Under the lock. */
    void giveUp() {
        if (over) {
            return;
        }
        over = true;
        ClientTransaction unwanted = invite;
        if (unwanted != null) {
            leg.onPool(() -> cancel(unwanted));
        }
    }

    private void cancel(ClientTransaction unwanted) {
        try {
            Request cancel = unwanted.createCancel();
            Destination.of(unwanted.getRequest()).ifPresent(destination -> destination.putInto(cancel));
            leg.board().stack().newClientTransaction(cancel, Answers.IGNORED).sendRequest();
        } catch (SipException e) {
            LOG.debug("CANCEL could not be sent", e);
        }
    }

    private void tell(int status, String phrase) {
        Messages messages = leg.board().stack().messages();
        try {
            Request notify = from.targetRefresh(Request.NOTIFY);
            notify.setHeader(messages.header("Event", "refer"));
            notify.setHeader(messages.header(
                    "Subscription-State", status < 200 ? "active;expires=60" : "terminated;reason=noresource"));
            messages.addFragment(notify, "SIP/2.0 " + status + " " + phrase + "\r\n");
            from.send(notify, Answers.IGNORED);
        } catch (SipException e) {
            LOG.debug("NOTIFY could not be sent", e);
        }
    }
}
