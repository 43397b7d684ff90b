package ai.openclaw.voice.component.rtp;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.component.rtp.room.Room;
import ai.openclaw.voice.component.rtp.sdp.MediaAgreement;
import ai.openclaw.voice.component.rtp.sdp.OfferAnswer;
import ai.openclaw.voice.component.rtp.sdp.OurDescription;
import ai.openclaw.voice.component.rtp.sdp.SessionDescription;
import ai.openclaw.voice.component.rtp.srtp.OurKeys;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * An offer becomes our answer; no body becomes our offer, and its answer is given to the same endpoint later. An offer
 * for a call that has a room changes what was agreed upon (hold, another address).
 */
class RtpOpenProducer extends DefaultProducer {
    private final RtpEndpoint endpoint;
    private final OfferAnswer negotiation;
    private final boolean answers;

    /** @param answers whether bodies are answers to offers of ours */
    RtpOpenProducer(RtpEndpoint endpoint, boolean answers) {
        super(endpoint);
        this.answers = answers;
        this.endpoint = endpoint;
        RtpConfiguration configuration = endpoint.getConfiguration();
        negotiation = new OfferAnswer(configuration.codecList(), configuration.srtpUse());
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        CallId callId = RtpEndpoint.callId(exchange);
        Room room = endpoint.rooms().find(callId);
        String body = exchange.getMessage().getBody(String.class);
        if (body == null || body.isBlank()) {
            if (room == null) {
                room = open(callId, negotiation.beforeTheAnswer(), new OurKeys());
            }
            answer(exchange.getMessage(), room, ours(room).offer(negotiation, room.agreed()));
            return;
        }
        SessionDescription theirs = SessionDescription.parse(body);
        OurKeys keys = room == null ? new OurKeys() : room.keys();
        MediaAgreement agreed = negotiation.agree(theirs, keys);
        boolean answersOurs = false;
        if (room == null) {
            room = open(callId, agreed, keys);
        } else {
            // An answer that never came must not turn the next offer into one.
            answersOurs = answers || room.agreed().remoteRtp() == null;
            room.agree(agreed);
        }
        if (!answersOurs) {
            // Of our own offer other keys may still be wanted: whoever picks up need not be who rang.
            keys.keepOnly(
                    agreed.protection() == null ? null : agreed.protection().suite());
        }
        answer(exchange.getMessage(), room, answersOurs ? null : ours(room).answer(negotiation, theirs, agreed));
    }

    private Room open(CallId callId, MediaAgreement agreed, OurKeys keys) throws Exception {
        return endpoint.rooms()
                .open(callId, agreed, keys, endpoint.getConfiguration().roomSettings());
    }

    private OurDescription ours(Room room) {
        return new OurDescription(
                address(), room.localPort(), number(room.callId()), room.nextDescription(), room.keys());
    }

    private String address() {
        return endpoint.getConfiguration().sdpAddress();
    }

    /** The o= line's number must stay the same for the call, and fit 63 bits. */
    private static long number(CallId callId) {
        return UUID.fromString(callId.value()).getMostSignificantBits() >>> 1;
    }

    private static void answer(Message message, Room room, String sdp) {
        message.setBody(sdp);
        MediaAgreement agreed = room.agreed();
        message.setHeader(RtpConstants.LOCAL_PORT, room.localPort());
        message.setHeader(RtpConstants.CODEC, agreed.codec().name());
        message.setHeader(RtpConstants.DIRECTION, agreed.direction().word());
        if (agreed.remoteRtp() != null) {
            String host = agreed.remoteRtp().getAddress().getHostAddress();
            message.setHeader(
                    RtpConstants.REMOTE_ADDRESS, host + ":" + agreed.remoteRtp().getPort());
        }
    }
}
