package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.message.MessageExt;
import java.util.Optional;
import javax.sip.address.Hop;
import javax.sip.message.Request;

/**
 * Where a request of ours goes, whatever its request URI and its Route say: the address was looked up beforehand, because
 * JAIN SIP would do it while its threads wait.
 *
 * @param challenges how many challenges of this request were answered already
 */
record Destination(Hop hop, int challenges) {
    static Optional<Destination> of(Request request) {
        return request instanceof MessageExt message && message.getApplicationData() instanceof Destination destination
                ? Optional.of(destination)
                : Optional.empty();
    }

    void putInto(Request request) {
        ((MessageExt) request).setApplicationData(this);
    }

    Destination afterChallenge() {
        return new Destination(hop, challenges + 1);
    }
}
