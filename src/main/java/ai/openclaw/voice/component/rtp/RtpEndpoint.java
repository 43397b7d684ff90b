package ai.openclaw.voice.component.rtp;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.VoiceHeaders;
import ai.openclaw.voice.component.rtp.room.Rooms;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Hold the media of telephone calls: RTP, speech detection and playout. */
@UriEndpoint(
        firstVersion = "2.0.0",
        scheme = "rtp",
        title = "RTP media",
        syntax = "rtp:action",
        category = {Category.NETWORKING},
        headersClass = RtpConstants.class)
public class RtpEndpoint extends DefaultEndpoint {
    @UriPath(description = "What to do: open, agree, command and close for producers, events for consumers")
    @Metadata(required = true)
    private RtpAction action;

    @UriParam
    private RtpConfiguration configuration;

    public RtpEndpoint(String uri, RtpComponent component, RtpConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return switch (action) {
            case open -> new RtpOpenProducer(this, false);
            case agree -> new RtpOpenProducer(this, true);
            case command -> new RtpCommandProducer(this);
            case close -> new RtpCloseProducer(this);
            case events -> throw new IllegalArgumentException("rtp:events is for from, not for to");
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (action != RtpAction.events) {
            throw new IllegalArgumentException("only rtp:events is for from, not rtp:" + action);
        }
        RtpEventsConsumer consumer = new RtpEventsConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    Rooms rooms() {
        return component().rooms();
    }

    RtpComponent component() {
        return (RtpComponent) getComponent();
    }

    /** @throws IllegalArgumentException when the exchange does not say which call it is about */
    static CallId callId(Exchange exchange) {
        String value = exchange.getMessage().getHeader(VoiceHeaders.CALL_ID, String.class);
        if (value == null) {
            throw new IllegalArgumentException("header " + VoiceHeaders.CALL_ID + " is missing");
        }
        return new CallId(value);
    }

    public RtpAction getAction() {
        return action;
    }

    public void setAction(RtpAction action) {
        this.action = action;
    }

    public RtpConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(RtpConfiguration configuration) {
        this.configuration = configuration;
    }
}
