package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads what becomes of calls into the routes that begin at {@code sip:}. */
final class CallRoutes implements CallEvents {
    private static final Logger LOG = LoggerFactory.getLogger(CallRoutes.class);

    private final Map<SipAction, SipConsumer> consumers = new ConcurrentHashMap<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /** @throws IllegalStateException when another route begins there: a call cannot be two routes' */
    void add(SipAction action, SipConsumer consumer) {
        if (consumers.putIfAbsent(action, consumer) != null) {
            throw new IllegalStateException("Two routes begin at sip:" + action.word() + "; there can be one");
        }
    }

    void remove(SipAction action, SipConsumer consumer) {
        consumers.remove(action, consumer);
    }

    boolean hasInvite() {
        return consumers.containsKey(SipAction.INVITE);
    }

    /** How many calls have been delivered whose end no route has been told yet. */
    int unfinished() {
        return unfinished.get();
    }

    @Override
    public void invited(CallLeg leg, Runnable done) {
        unfinished.incrementAndGet();
        SipConsumer consumer = consumers.get(SipAction.INVITE);
        if (consumer == null) {
            leg.reject(503, "Not ready for calls", EndReason.REJECTED);
            done.run();
            return;
        }
        consumer.begin(leg, leg.info().offer(), failure -> {
            try {
                invited(consumer, leg, failure);
            } finally {
                done.run();
            }
        });
    }

    private static void invited(SipConsumer consumer, CallLeg leg, Exception failure) {
        if (failure != null) {
            consumer.getExceptionHandler().handleException("The route of sip:invite failed", failure);
            if (!leg.reject(500, "The call could not be set up", EndReason.INTERNAL_ERROR)) {
                leg.hangup(EndReason.INTERNAL_ERROR);
            }
        } else if (!leg.isDecided() && leg.reject(500, "The call could not be set up", EndReason.INTERNAL_ERROR)) {
            LOG.warn("The route of sip:invite neither answered nor refused the call, so it got a 500");
        }
    }

    @Override
    public void dialled(CallLeg leg) {
        unfinished.incrementAndGet();
    }

    @Override
    public void ringing(CallLeg leg, String sdp) {
        tell(SipAction.RINGING, leg, sdp);
    }

    @Override
    public void answered(CallLeg leg, String sdp) {
        SipConsumer consumer = consumers.get(SipAction.ANSWERED);
        Exception failure = consumer == null
                ? new IllegalStateException("no route begins at sip:answered")
                : consumer.run(leg, sdp);
        if (failure != null) {
            LOG.warn("The call was answered and is hung up, because its route failed: {}", failure.toString());
            leg.hangup(EndReason.INTERNAL_ERROR);
        }
    }

    @Override
    public void confirmed(CallLeg leg, String sdp) {
        tell(SipAction.CONFIRMED, leg, sdp);
    }

    @Override
    public boolean changed(CallLeg leg, String offer) {
        SipConsumer consumer = consumers.get(SipAction.CHANGED);
        if (consumer == null) {
            return false;
        }
        Exception failure = consumer.run(leg, offer);
        if (failure != null) {
            LOG.info("The caller's other offer is refused, the call goes on as it was: {}", failure.getMessage());
        }
        // RFC 3261 section 14.2: what we do not take leaves the session as it is.
        if (leg.rejectChange(488, "The session stays as it is") && failure == null) {
            LOG.warn("The route of sip:changed neither answered nor refused the offer, so it got a 488");
        }
        return true;
    }

    @Override
    public void agreed(CallLeg leg, String sdp) {
        SipConsumer consumer = consumers.get(SipAction.AGREED);
        Exception failure = consumer == null ? null : consumer.run(leg, sdp);
        if (failure != null) {
            LOG.info("The answer to our offer cannot be taken, so the call ends: {}", failure.getMessage());
            leg.hangup(EndReason.NO_MEDIA);
        }
    }

    @Override
    public boolean followsReferrals() {
        return consumers.containsKey(SipAction.REFERRED);
    }

    @Override
    public boolean referred(CallLeg leg, String target) {
        SipConsumer consumer = consumers.get(SipAction.REFERRED);
        if (consumer == null) {
            return false;
        }
        Exception failure = consumer.run(leg, "", Map.of(SipConstants.TARGET, target));
        if (failure != null) {
            LOG.info("The caller refers us to somebody else, which could not be followed: {}", failure.getMessage());
        }
        return failure == null;
    }

    @Override
    public void transferred(CallLeg leg, int status) {
        SipConsumer consumer = consumers.get(SipAction.TRANSFERRED);
        Exception failure = consumer == null ? null : consumer.run(leg, "", Map.of(SipConstants.STATUS, status));
        if (failure != null) {
            consumer.getExceptionHandler().handleException("The route of sip:transferred failed", failure);
        }
    }

    @Override
    public void pressed(CallLeg leg, char key) {
        tell(SipAction.PRESSED, leg, String.valueOf(key));
    }

    @Override
    public void ended(CallLeg leg) {
        try {
            tell(SipAction.ENDED, leg, "");
        } finally {
            if (leg.wasDelivered()) {
                unfinished.decrementAndGet();
            }
        }
    }

    private void tell(SipAction action, CallLeg leg, String body) {
        SipConsumer consumer = consumers.get(action);
        if (consumer == null) {
            LOG.debug("No route begins at sip:{}", action.word());
            return;
        }
        Exception failure = consumer.run(leg, body);
        if (failure != null) {
            consumer.getExceptionHandler().handleException("The route of sip:" + action.word() + " failed", failure);
        }
    }
}
