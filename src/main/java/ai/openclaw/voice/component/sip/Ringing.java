package ai.openclaw.voice.component.sip;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a caller hears of before our final response. They are sent again each minute, so that no proxy gives up (RFC 3261
 * section 13.3.1.1), and reliably when the caller requires it (RFC 3262): then one after the other. Its state is guarded
 * by the call's lock.
 */
final class Ringing {
    static final String OPTION_TAG = "100rel";

    private static final Logger LOG = LoggerFactory.getLogger(Ringing.class);

    private record Progress(int status, String sdp) {}

    private final IncomingCall call;
    private final IncomingInvite invite;
    private final Timers timers;
    private final long againMs;
    private final boolean reliably;
    private final Deque<Progress> next = new ArrayDeque<>();
    private Progress unacknowledged;
    private boolean described;
    private Future<?> again;
    private Future<?> patience;

    Ringing(IncomingCall call, IncomingInvite invite, Switchboard board) {
        this.call = call;
        this.invite = invite;
        this.timers = board.timers();
        this.againMs = board.configuration().getRingAgainMs();
        this.reliably = Options.requires(invite.request(), OPTION_TAG);
    }

    /** @param sdp our answer, or our offer when the INVITE had none; empty for neither */
    void send(int status, String sdp) {
        if (reliably && sdp.isEmpty() && !described && call.info().offer().isEmpty()) {
            // RFC 3262 section 5: the first reliable response would have to bring our offer.
            return;
        }
        next.add(new Progress(status, sdp));
        proceed();
    }

    private void proceed() {
        if (unacknowledged != null || next.isEmpty()) {
            return;
        }
        Progress progress = next.remove();
        if (reliably) {
            sendReliably(progress);
        } else {
            invite.progress(progress.status(), progress.sdp());
        }
        again(progress);
    }

    private void sendReliably(Progress progress) {
        unacknowledged = progress;
        try {
            invite.progressReliably(progress.status(), progress.sdp());
        } catch (SipException | RuntimeException e) {
            LOG.debug("{} could not be sent", progress.status(), e);
        }
        cancel(patience);
        patience = timers.after(timers.ackTimeoutMs(), () -> call.onPool(call::notPracked));
    }

    private void again(Progress progress) {
        cancel(again);
        again = timers.after(againMs, () -> call.onPool(() -> call.ringAgain(progress.status(), progress.sdp())));
    }

    boolean isUnacknowledged() {
        return unacknowledged != null || !next.isEmpty();
    }

    /** The PRACK came. */
    void acknowledged() {
        if (unacknowledged != null) {
            described |= !unacknowledged.sdp().isEmpty();
            unacknowledged = null;
            cancel(patience);
            proceed();
        }
    }

    boolean isReliable() {
        return reliably;
    }

    /** Whether the caller is sure to have our session description already. */
    boolean isDescribed() {
        return described;
    }

    void stop() {
        next.clear();
        cancel(again);
        cancel(patience);
    }

    private static void cancel(Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
