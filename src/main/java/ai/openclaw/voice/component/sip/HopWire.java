package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.proxy.Wire;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import javax.sip.ClientTransaction;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Our stack, as the proxy hop knows it. */
final class HopWire implements Wire {
    private static final List<String> TRANSPORTS = List.of("udp", "tcp", "tls");

    private final AddressFactoryImpl addresses = new AddressFactoryImpl();
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
    public ViaHeader via(String transport) throws SipException {
        return stack.via(transport);
    }

    @Override
    public SipURI ownAddress(String transport) {
        if (!stack.listensOn(transport)) {
            return null;
        }
        SipURI contact = (SipURI) stack.contact("", transport).getAddress().getURI();
        try {
            SipURI own = addresses.createSipURI(null, contact.getHost());
            own.setPort(contact.getPort());
            if (contact.getTransportParam() != null) {
                own.setTransportParam(contact.getTransportParam());
            }
            return own;
        } catch (ParseException e) {
            throw new IllegalStateException("No address of our own can be made", e);
        }
    }

    @Override
    public boolean isOwn(SipURI address) {
        return TRANSPORTS.stream()
                .map(this::ownAddress)
                .anyMatch(own -> own != null
                        && own.getPort() == address.getPort()
                        && own.getHost().equalsIgnoreCase(address.getHost()));
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
