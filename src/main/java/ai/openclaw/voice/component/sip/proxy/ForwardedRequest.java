package ai.openclaw.voice.component.sip.proxy;

import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request within a call, other than INVITE and ACK, on its way through us. */
final class ForwardedRequest implements Wire.Answers {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardedRequest.class);

    /** Is told of a final response on its way back, also of our own when the other side gave none. */
    interface Settled {
        void settled(Response response);
    }

    private final Wire wire;
    private final ServerTransaction server;
    private final Settled settled;

    ForwardedRequest(Wire wire, ServerTransaction server, Settled settled) {
        this.wire = wire;
        this.server = server;
        this.settled = settled;
    }

    void send(Request onward) throws SipException {
        wire.clientTransaction(onward, this).sendRequest();
    }

    @Override
    public void answered(Response response) {
        int status = response.getStatusCode();
        if (status == Response.TRYING) {
            return;
        }
        back(Edits.backward(response));
        if (status >= 200) {
            settled.settled(response);
        }
    }

    @Override
    public void unanswered() {
        Response timeout = wire.response(Response.REQUEST_TIMEOUT, server.getRequest());
        back(timeout);
        settled.settled(timeout);
    }

    private void back(Response response) {
        try {
            server.sendResponse(response);
        } catch (SipException | InvalidArgumentException e) {
            LOG.debug("{} could not be passed back", response.getStatusCode(), e);
        }
    }
}
