package ai.openclaw.voice.component.rtp;

import ai.openclaw.voice.component.rtp.room.Room;
import ai.openclaw.voice.link.RoomCommand;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a room its commands. One for a call that is over does nothing: the worker could not know yet. */
class RtpCommandProducer extends DefaultProducer {
    private static final Logger LOG = LoggerFactory.getLogger(RtpCommandProducer.class);
    private final RtpEndpoint endpoint;

    RtpCommandProducer(RtpEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof RoomCommand command)) {
            throw new IllegalArgumentException("rtp:command wants a RoomCommand as its body");
        }
        Room room = endpoint.rooms().find(command.callId());
        if (room == null) {
            LOG.debug("{} for a call without a room", command.getClass().getSimpleName());
            return;
        }
        room.command(command);
    }
}
