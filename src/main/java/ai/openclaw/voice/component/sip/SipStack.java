package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.keepalive.KeptConnection;
import ai.openclaw.voice.component.sip.keepalive.KeptConnections;
import ai.openclaw.voice.component.sip.locate.Target;
import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipStackImpl;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ListeningPoint;
import javax.sip.PeerUnavailableException;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.Transaction;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionUnavailableException;
import javax.sip.header.ContactHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns JAIN SIP: its start with our settings, its listening points, its end without leftovers. */
final class SipStack {
    private static final Logger LOG = LoggerFactory.getLogger(SipStack.class);

    private final SipConfiguration configuration;
    private final SipSockets sockets;
    private final ReachedAt reachedAt;
    private final Messages messages;
    private final Phaser outstanding = new Phaser(1);
    private SipStackImpl jain;
    private SipProvider provider;
    private ListeningPorts ports;

    /** A stack without TLS. */
    SipStack(SipConfiguration configuration) {
        this(configuration, new SipSockets(null, new HostNames()));
    }

    /** @param sockets how connections are made and taken */
    SipStack(SipConfiguration configuration, SipSockets sockets) {
        this.configuration = configuration;
        this.sockets = sockets;
        this.reachedAt = new ReachedAt(configuration);
        this.messages = new Messages(configuration);
    }

    /** @throws IllegalStateException with one line naming the property when the stack cannot listen */
    void start(SipListener listener) {
        ports = new ListeningPorts(configuration);
        ports.checkAreFree();
        JainThreads.run(() -> startJain(listener));
        LOG.info("SIP listens on {}:{} ({})", configuration.getHost(), port(), configuration.getTransports());
    }

    private void startJain(SipListener listener) {
        try {
            jain = new JainStack(JainSettings.of(configuration), sockets);
            sockets.incoming().limit(configuration.getMaxTcpConnections());
        } catch (PeerUnavailableException | RuntimeException e) {
            throw new IllegalStateException("voice.sip.host: " + configuration.getHost() + " cannot be used", e);
        }
        try {
            for (String transport : configuration.transportList()) {
                listen(transport);
            }
            provider.addSipListener(listener);
        } catch (IllegalStateException e) {
            stop();
            throw e;
        } catch (java.util.TooManyListenersException e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen(String transport) {
        try {
            int port = ports.of(transport);
            ListeningPoint point = jain.createListeningPoint(configuration.getHost(), port, transport);
            if (!configuration.advertisedAddress().equals(configuration.getHost())) {
                point.setSentBy(configuration.advertisedAddress() + ":" + port);
            }
            if (provider == null) {
                provider = jain.createSipProvider(point);
            } else {
                provider.addListeningPoint(point);
            }
            sockets.awaitReceivers();
        } catch (Exception e) {
            throw ports.cannotListen(transport, e);
        }
    }

    /** The port for UDP and TCP; differs from the configured one when that is 0. */
    int port() {
        return ports.of("udp");
    }

    int port(String transport) {
        return ports.of(transport);
    }

    ReachedAt reachedAt() {
        return reachedAt;
    }

    IncomingConnections incomingConnections() {
        return sockets.incoming();
    }

    /** Of a dialog. @param transport what is sent over, where nothing else is said */
    Whereabouts whereabouts(String transport) {
        return new Whereabouts(sockets.names(), transport);
    }

    boolean listensOn(String transport) {
        return provider.getListeningPoint(transport) != null;
    }

    Messages messages() {
        return messages;
    }

    ContactHeader contact(String user, String transport) {
        return reachedAt
                .of(user)
                .map(seen -> messages.contact(user, transport, seen.host(), seen.port()))
                .orElseGet(() ->
                        messages.contact(user, transport, configuration.advertisedAddress(), ports.of(transport)));
    }

    /** The Via of a request that we send, still without rport and branch. */
    ViaHeader via(String transport) throws SipException {
        if (!(provider.getListeningPoint(transport) instanceof ListeningPointImpl point)) {
            throw new SipException("voice.sip.transports: " + transport + " is needed, and not among "
                    + configuration.getTransports());
        }
        return point.createViaHeader();
    }

    ServerTransaction newServerTransaction(Request request)
            throws TransactionAlreadyExistsException, TransactionUnavailableException {
        return provider.getNewServerTransaction(request);
    }

    void sendStateless(Response response) throws SipException {
        provider.sendResponse(response);
    }

    /** Makes the dialog of an INVITE that we answer or send. */
    Dialog newDialog(Transaction transaction) throws SipException {
        return provider.getNewDialog(transaction);
    }

    /** The connection that is open to there, if there is one. */
    Optional<KeptConnection> connectionTo(Target target) {
        SipProvider current = provider;
        return current != null && current.getListeningPoint(target.transport()) instanceof ListeningPointImpl point
                ? KeptConnections.open(point.getMessageProcessor(), target.address(), target.port())
                : Optional.empty();
    }

    /** JAIN SIP's own hand, for what passes a request on as it is. */
    SipProvider provider() {
        return provider;
    }

    /** Sends a request of a dialog and does not care what it is answered. */
    void sendInDialog(Dialog dialog, Request request) throws SipException {
        sendInDialog(dialog, request, Answers.IGNORED);
    }

    /** Sends a request of a dialog. */
    ClientTransaction sendInDialog(Dialog dialog, Request request, Answers answers) throws SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        Outstanding ticket = new Outstanding(answers);
        transaction.setApplicationData(ticket);
        try {
            dialog.sendRequest(transaction);
        } catch (SipException | RuntimeException e) {
            ticket.done();
            throw e;
        }
        return transaction;
    }

    /**
     * A transaction of our own for a request outside of any dialog, or that begins one; to be sent by its
     * {@code sendRequest}.
     */
    ClientTransaction newClientTransaction(Request request, Answers answers) throws SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        transaction.setApplicationData(new Sent(answers));
        return transaction;
    }

    /** Who is told of a client transaction's answers. */
    static Answers answersOf(ClientTransaction transaction) {
        Object data = transaction == null ? null : transaction.getApplicationData();
        return data instanceof Sent sent ? sent.answers : Answers.IGNORED;
    }

    /**
     * Acknowledges a provisional response that wants it.
     *
     * @return false when it came before, and is to be ignored
     */
    boolean takesProgress(ResponseEvent event, Executor threads) {
        Object data = event.getClientTransaction() == null
                ? null
                : event.getClientTransaction().getApplicationData();
        return !(data instanceof Sent sent) || sent.progress.take(event, this, threads);
    }

    /** A request of ours; a stop does not wait for its answer. */
    private static class Sent {
        private final Answers answers;
        private final ReliableProgress progress = new ReliableProgress();

        Sent(Answers answers) {
            this.answers = answers;
        }
    }

    /** A request of ours that waits for its final response. */
    private final class Outstanding extends Sent {
        private boolean open = true;

        Outstanding(Answers answers) {
            super(answers);
            outstanding.register();
        }

        synchronized void done() {
            if (open) {
                open = false;
                outstanding.arriveAndDeregister();
            }
        }
    }

    /** To be called when a request of ours got its final response or will get none. */
    static void settled(ClientTransaction transaction) {
        if (transaction != null && transaction.getApplicationData() instanceof Outstanding ticket) {
            ticket.done();
        }
    }

    /** Waits until the requests we sent are answered, {@code ms} at the most. */
    void awaitAnswers(long ms) {
        try {
            outstanding.awaitAdvanceInterruptibly(outstanding.arrive(), ms, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("Not every BYE was answered in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        if (jain != null) {
            EventScanner scanner = jain.getEventScanner();
            jain.stop();
            // Its thread sees that it is stopped when an event comes; none would.
            scanner.addEvent(new EventWrapper(null, null));
            jain = null;
            provider = null;
        }
        sockets.close();
    }
}
