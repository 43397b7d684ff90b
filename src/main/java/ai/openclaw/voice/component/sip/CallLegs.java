package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that exist now. A leg is here from its INVITE until it is over. */
final class CallLegs {
    private final Map<CallId, CallLeg> byId = new ConcurrentHashMap<>();

    void add(CallLeg leg) {
        byId.put(leg.info().callId(), leg);
    }

    void remove(CallLeg leg) {
        byId.remove(leg.info().callId());
    }

    Optional<CallLeg> find(CallId callId) {
        return Optional.ofNullable(byId.get(callId));
    }

    Collection<CallLeg> all() {
        return List.copyOf(byId.values());
    }

    int size() {
        return byId.size();
    }
}
