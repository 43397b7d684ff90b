package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.stack.DefaultRouter;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;

/**
 * Sends a request to its {@link Destination}; one without goes where its Route headers or its request URI say. A Route
 * header would say it, too, but exchanges refuse one that names themselves. Made by JAIN SIP by name, hence public.
 */
public final class DestinationRouter implements Router {
    private final DefaultRouter byHeaders;

    public DestinationRouter(SipStack stack, String defaultRoute) {
        byHeaders = new DefaultRouter(stack, defaultRoute);
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        Optional<Hop> known = Destination.of(request).map(Destination::hop);
        return known.isPresent() ? known.get() : byHeaders.getNextHop(request);
    }

    @Override
    public ListIterator<?> getNextHops(Request request) {
        return Destination.of(request).isPresent()
                ? List.of(Destination.of(request).get().hop()).listIterator()
                : byHeaders.getNextHops(request);
    }

    @Override
    public Hop getOutboundProxy() {
        return byHeaders.getOutboundProxy();
    }
}
