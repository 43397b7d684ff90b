package ai.openclaw.voice.component.rtp;

import ai.openclaw.voice.component.rtp.room.RoomStatistics;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Closes a call's room. The body is left as it is; a call without a room is no error. */
class RtpCloseProducer extends DefaultProducer {
    private final RtpEndpoint endpoint;

    RtpCloseProducer(RtpEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) {
        RoomStatistics last = endpoint.rooms().close(RtpEndpoint.callId(exchange));
        if (last != null) {
            exchange.getMessage().setHeader(RtpConstants.STATISTICS, last);
        }
    }
}
