package ai.openclaw.voice.component.sip.proxy;

import java.util.concurrent.Future;
import javax.sip.ClientTransaction;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The SIP stack, as the hop needs it. */
public interface Wire {
    /** Is told what a request is answered, on the stack's threads. */
    interface Answers {
        /** For requests whose answer changes nothing. */
        Answers IGNORED = new Answers() {
            @Override
            public void answered(Response response) {}

            @Override
            public void unanswered() {}
        };

        void answered(Response response);

        /** Nothing came within 64*T1, RFC 3261 section 17.1, or the connection is lost. */
        void unanswered();
    }

    /** The transaction of a request that came in, made when there is none yet. */
    ServerTransaction serverTransaction(RequestEvent event) throws SipException;

    /** A transaction for a request, to be sent by its {@code sendRequest}. */
    ClientTransaction clientTransaction(Request request, Answers answers) throws SipException;

    /** Sends an ACK: it has no transaction. */
    void send(Request ack) throws SipException;

    /** Sends a response that belongs to no transaction any more. */
    void send(Response response) throws SipException;

    /** A response of our own. */
    Response response(int status, Request to);

    /**
     * Our Via, still without branch.
     *
     * @throws SipException when the transport is not listened on
     */
    ViaHeader via(String transport) throws SipException;

    /** @return our address on this transport, or null when it is not listened on */
    SipURI ownAddress(String transport);

    /** Whether requests to this address come to us. */
    boolean isOwn(SipURI address);

    /** Has something done on a thread that may wait. */
    Future<?> after(long ms, Runnable task);
}
