package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.component.sip.proxy.ProxiedCall;
import ai.openclaw.voice.component.sip.proxy.ProxyHop;
import java.util.Map;
import java.util.function.IntConsumer;
import javax.sip.address.SipURI;

/** A call that another system is to have, and what its leg hears of it. */
final class PassedOn implements ProxiedCall.Listener {
    private final IncomingCall leg;
    private final String version;
    private final ProxiedCall call;

    PassedOn(IncomingCall leg, ProxyHop hop, String version) {
        this.leg = leg;
        this.version = version;
        this.call = hop.call(leg.invite(), version == null ? Map.of() : Map.of(Messages.VERSION_HEADER, version), this);
    }

    String version() {
        return version;
    }

    /**
     * Passes the call on.
     *
     * @param decided is told, once it is clear, whether the other system has the call: 0 when it has, and whenever nobody
     *     waits any more; else the status that it failed with, and the caller has been told nothing
     */
    void pass(SipURI system, int patienceMs, IntConsumer decided) {
        call.passOn(system, patienceMs)
                // The routes' next step may wait, and is none for a thread of the stack.
                .thenAccept(outcome -> leg.onPool(() -> decided.accept(failureOf(outcome))));
    }

    private int failureOf(ProxiedCall.Outcome outcome) {
        return outcome == ProxiedCall.Outcome.FAILED && leg.takeBack() ? call.failure() : 0;
    }

    boolean cancel() {
        return call.cancel();
    }

    void abandon() {
        call.abandon();
    }

    @Override
    public void answered() {
        leg.answeredBy(this);
    }

    @Override
    public void ended(ProxiedCall.Ending ending, int status) {
        leg.endedBy(
                this,
                switch (ending) {
                    case CALLER_HUNG_UP -> EndReason.CALLER_HANGUP;
                    case CALLEE_HUNG_UP -> EndReason.ASSISTANT_HANGUP;
                    case CANCELLED -> EndReason.CALLER_CANCELLED;
                    case REFUSED -> EndReason.REJECTED;
                    case FADED -> EndReason.SESSION_EXPIRED;
                },
                status);
    }
}
