package ai.openclaw.voice.component.sip.proxy;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that another system takes, as far as we see it: from its INVITE to the last BYE that passes through. Should no BYE
 * ever come, the call counts as over when its session timer runs out, or after hours in which nothing was said in it.
 */
public final class ProxiedCall implements ForwardedInvite.Fate {
    private static final Logger LOG = LoggerFactory.getLogger(ProxiedCall.class);

    /** What becomes of passing the call on. */
    public enum Outcome {
        /** The other system has the call, or has had it: there is nothing left to do. */
        TAKEN,
        /** The other system failed and the caller has been told nothing, so that somebody else can take the call. */
        FAILED
    }

    /** How the call ended. */
    public enum Ending {
        CALLER_HUNG_UP,
        CALLEE_HUNG_UP,
        CANCELLED,
        REFUSED,
        /** Nothing was heard of it any more. */
        FADED
    }

    /** Is told of the call's life, on any thread. */
    public interface Listener {
        /** A first 2xx went to the caller. */
        void answered();

        /**
         * The call is over. Told once, and not at all when the {@linkplain Outcome#FAILED other system failed}.
         *
         * @param status what the caller was refused with, or 0
         */
        void ended(Ending ending, int status);
    }

    private final ProxyHop hop;
    private final Listener listener;
    private final HopTimes times;
    private final ForwardedInvite invite;
    private final Request original;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    /** The callee's tags of the dialogs that are up. There is one, unless the callee's side forks. */
    private final Set<String> dialogs = new HashSet<>();

    private final Set<String> ended = new HashSet<>();

    private Future<?> guard;
    private long sessionMs;
    private boolean cancelled;
    private boolean wasAnswered;
    private boolean over;
    private volatile int failure;

    ProxiedCall(ProxyHop hop, ServerTransaction server, Map<String, String> marks, Listener listener) {
        this.hop = hop;
        this.listener = listener;
        this.times = hop.times();
        this.original = server.getRequest();
        this.invite = new ForwardedInvite(hop.wire(), times, server, this, marks);
    }

    /**
     * Passes the call on; waits for nothing but a connection.
     *
     * @param patienceMs how long the other system may take to be heard of, before somebody else can have the call; 0 when
     *     there is nobody else
     * @return completes, on any thread, when it is clear whether the other system has the call
     */
    public CompletionStage<Outcome> passOn(SipURI system, long patienceMs) {
        hop.remember(this);
        try {
            invite.send(hop.onward(original, system), patienceMs);
        } catch (SipException | RuntimeException e) {
            LOG.debug("The call cannot be passed on", e);
            failed(Response.SERVICE_UNAVAILABLE);
        }
        return outcome;
    }

    /** What the other system failed with: a SIP status, 408 when it was silent and 503 when it could not be reached. */
    public int failure() {
        return failure;
    }

    /** The caller's CANCEL. @return false when it comes too late */
    public boolean cancel() {
        synchronized (this) {
            cancelled = true;
        }
        return invite.cancel();
    }

    /** We stop. A caller who waits for an answer gets a 503; a call that is up is left to its two ends. */
    public void abandon() {
        invite.abort();
    }

    @Override
    public void taken() {
        outcome.complete(Outcome.TAKEN);
    }

    @Override
    public void answered(Response ok) {
        boolean first;
        outcome.complete(Outcome.TAKEN);
        synchronized (this) {
            if (over) {
                return;
            }
            String tag = String.valueOf(Tags.to(ok));
            if (!ended.contains(tag)) {
                dialogs.add(tag);
            }
            first = !wasAnswered;
            wasAnswered = true;
            refreshed(ok);
        }
        if (first) {
            listener.answered();
        }
    }

    @Override
    public void refused(int status) {
        boolean byCaller;
        synchronized (this) {
            byCaller = cancelled && status == Response.REQUEST_TERMINATED;
        }
        end(byCaller ? Ending.CANCELLED : Ending.REFUSED, status);
    }

    @Override
    public void failed(int status) {
        synchronized (this) {
            over = true;
        }
        failure = status;
        hop.forget(this);
        outcome.complete(Outcome.FAILED);
    }

    /** A 2xx to its INVITE that belongs to no transaction any more. */
    void strayed(Response ok) {
        answered(ok);
        invite.again(ok);
    }

    /** Something was said in the call. */
    synchronized void heardOf() {
        if (wasAnswered && !over) {
            restartGuard();
        }
    }

    /** A 2xx to an INVITE or an UPDATE of this call passed through: it says how long the session lasts from now on. */
    synchronized void refreshed(Response ok) {
        if (over) {
            return;
        }
        sessionMs = TimeUnit.SECONDS.toMillis(SessionExpires.secondsOf(ok));
        restartGuard();
    }

    private void restartGuard() {
        if (guard != null) {
            guard.cancel(false);
        }
        long ms = sessionMs > 0 ? sessionMs + times.graceMs() : times.longestSilenceMs();
        guard = hop.wire().after(ms, () -> end(Ending.FADED, 0));
    }

    /** A BYE was answered, or will never be. */
    void saidBye(Request bye) {
        boolean fromCaller = isCaller(bye);
        boolean last;
        synchronized (this) {
            String tag = String.valueOf(fromCaller ? Tags.to(bye) : Tags.from(bye));
            dialogs.remove(tag);
            ended.add(tag);
            last = dialogs.isEmpty();
        }
        if (last) {
            end(fromCaller ? Ending.CALLER_HUNG_UP : Ending.CALLEE_HUNG_UP, 0);
        }
    }

    private void end(Ending ending, int status) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            if (guard != null) {
                guard.cancel(false);
            }
        }
        hop.forget(this);
        listener.ended(ending, status);
        outcome.complete(Outcome.TAKEN);
    }

    boolean isCaller(Request request) {
        return callerTag().equals(Tags.from(request));
    }

    /** Whether it is the INVITE of this call, once more. */
    boolean isBegunBy(Request request) {
        ViaHeader ours = (ViaHeader) original.getHeader(ViaHeader.NAME);
        ViaHeader theirs = (ViaHeader) request.getHeader(ViaHeader.NAME);
        return String.valueOf(ours.getBranch()).equals(theirs.getBranch())
                && ((CSeqHeader) original.getHeader(CSeqHeader.NAME)).getSeqNumber()
                        == ((CSeqHeader) request.getHeader(CSeqHeader.NAME)).getSeqNumber();
    }

    String key() {
        return ProxyHop.key(((CallIdHeader) original.getHeader(CallIdHeader.NAME)).getCallId(), callerTag());
    }

    private String callerTag() {
        return String.valueOf(Tags.from(original));
    }
}
