package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.proxy.Wire;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import javax.sip.ClientTransaction;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Our stack, as the proxy hop knows it. */
final class HopWire implements Wire {
    private final SipStack stack;
    private final Timers timers;

    HopWire(SipStack stack, Timers timers) {
        this.stack = stack;
        this.timers = timers;
    }

    @Override
    public ServerTransaction serverTransaction(RequestEvent event) throws SipException {
        ServerTransaction known = event.getServerTransaction();
        return known != null ? known : stack.newServerTransaction(event.getRequest());
    }

    @Override
    public ClientTransaction clientTransaction(Request request, Answers answers) throws SipException {
        return stack.newClientTransaction(request, new ai.openclaw.voice.component.sip.Answers() {
            @Override
            public void answered(ResponseEvent event) {
                answers.answered(event.getResponse());
            }

            @Override
            public void unanswered() {
                answers.unanswered();
            }
        });
    }

    @Override
    public void send(Request ack) throws SipException {
        stack.provider().sendRequest(ack);
    }

    @Override
    public void send(Response response) throws SipException {
        stack.sendStateless(response);
    }

    @Override
    public Response response(int status, Request to) {
        return stack.messages().response(status, to);
    }

    @Override
    public SipURI ownAddress(String transport) {
        return stack.listensOn(transport) ? stack.address(transport) : null;
    }

    @Override
    public boolean isOwn(SipURI address) {
        SipURI own = stack.address("udp");
        return address.getPort() == own.getPort()
                && (address.getHost().equalsIgnoreCase(own.getHost()) || stack.isLocal(address.getHost()));
    }

    @Override
    public Future<?> after(long ms, Runnable task) {
        Executor threads = timers.threads();
        return timers.after(ms, () -> {
            try {
                threads.execute(task);
            } catch (RejectedExecutionException e) {
                // The component has stopped, and its calls with it.
                return;
            }
        });
    }
}
