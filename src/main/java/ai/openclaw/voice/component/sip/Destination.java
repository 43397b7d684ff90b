package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.locate.Target;
import gov.nist.javax.sip.message.MessageExt;
import gov.nist.javax.sip.stack.HopImpl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.address.Hop;
import javax.sip.message.Request;

/**
 * Where a request of ours goes, whatever its request URI and its Route say: the address was looked up beforehand, because
 * JAIN SIP would do it while its threads wait.
 *
 * @param target where it goes now
 * @param all where else it could go
 * @param tried where it was in vain
 * @param challenges how many challenges of this request were answered already by this target
 */
record Destination(Target target, List<Target> all, List<Target> tried, int challenges) {
    static Destination first(Target target, List<Target> all) {
        return new Destination(target, all, List.of(), 0);
    }

    static Optional<Destination> of(Request request) {
        return request instanceof MessageExt message && message.getApplicationData() instanceof Destination destination
                ? Optional.of(destination)
                : Optional.empty();
    }

    Hop hop() {
        return new HopImpl(target.address().getHostAddress(), target.port(), target.transport());
    }

    void putInto(Request request) {
        ((MessageExt) request).setApplicationData(this);
    }

    Destination afterChallenge() {
        return new Destination(target, all, tried, challenges + 1);
    }

    /** Whom it was in vain to ask, including the present one. */
    List<Target> triedWithThis() {
        List<Target> now = new ArrayList<>(tried);
        now.add(target);
        return now;
    }

    Destination to(Target next) {
        return new Destination(next, all, triedWithThis(), 0);
    }
}
