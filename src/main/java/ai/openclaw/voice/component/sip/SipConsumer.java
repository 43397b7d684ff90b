package ai.openclaw.voice.component.sip;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** Gives one kind of event, for all calls, to one route. */
public class SipConsumer extends DefaultConsumer {
    private final SipAction action;

    SipConsumer(SipEndpoint endpoint, Processor processor, SipAction action) {
        super(endpoint, processor);
        this.action = action;
    }

    @Override
    public SipEndpoint getEndpoint() {
        return (SipEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getEndpoint().getComponent().routes().add(action, this);
    }

    @Override
    protected void doStop() throws Exception {
        getEndpoint().getComponent().routes().remove(action, this);
        super.doStop();
    }

    /**
     * Runs the route for a call.
     *
     * @return what it failed with and did not handle, or null
     */
    Exception run(CallLeg leg, String body) {
        return run(leg, body, Map.of());
    }

    /**
     * Runs the route for a call, and does not wait for steps of it that wait for others.
     *
     * @param ended is told, on any thread, what the route failed with and did not handle, or null
     */
    void begin(CallLeg leg, String body, Consumer<Exception> ended) {
        Exchange exchange = createExchange(false);
        fill(exchange, leg, body, Map.of());
        getAsyncProcessor().process(exchange, atOnce -> {
            Exception failure = exchange.getException();
            releaseExchange(exchange, false);
            ended.accept(failure);
        });
    }

    private void fill(Exchange exchange, CallLeg leg, String body, Map<String, Object> headers) {
        CallHeaders.put(exchange.getMessage(), leg);
        if (action == SipAction.CHANGED) {
            exchange.getMessage().setHeader(SipConstants.OFFER, true);
        }
        exchange.getMessage().getHeaders().putAll(headers);
        exchange.getMessage().setBody(body);
    }

    /** As {@link #run(CallLeg, String)}, with further headers. */
    Exception run(CallLeg leg, String body, Map<String, Object> headers) {
        Exchange exchange = createExchange(false);
        try {
            fill(exchange, leg, body, headers);
            getProcessor().process(exchange);
            return exchange.getException();
        } catch (Exception e) {
            return e;
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
