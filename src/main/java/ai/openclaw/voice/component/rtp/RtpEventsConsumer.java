package ai.openclaw.voice.component.rtp;

import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.link.RoomEvent;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** One InOnly exchange for each event of any room; those of one call one after the other. */
class RtpEventsConsumer extends DefaultConsumer {
    private final RtpComponent component;

    RtpEventsConsumer(RtpEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        component = endpoint.component();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        component.add(this);
    }

    @Override
    protected void doStop() throws Exception {
        component.remove(this);
        super.doStop();
    }

    /** Returns when the route is through with the event. */
    void deliver(RoomEvent event) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOnly);
            exchange.getMessage().setBody(event);
            exchange.getMessage().setHeader(VoiceHeaders.CALL_ID, event.callId().value());
            exchange.getMessage().setHeader(RtpConstants.EVENT, event.getClass().getSimpleName());
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                getExceptionHandler()
                        .handleException("A room's event was not taken", exchange, exchange.getException());
            }
        } catch (Exception e) {
            getExceptionHandler().handleException("A room's event was not taken", exchange, e);
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
