package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Properties;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ListeningPoint;
import javax.sip.PeerUnavailableException;
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
    private static final AtomicInteger NUMBER = new AtomicInteger();
    /** JAIN SIP gives an unacknowledged dialog up by itself; ours must be first, so it waits this much longer. */
    private static final int ACK_SLACK_TICKS = 40;

    private static final int TICK_MS = 500;
    /** RFC 3261 section 13.2.2.4: 64*T1 after the first 2xx no other comes. */
    private static final int FORK_SECONDS = 32;

    private static final int TCP_CONNECT_TIMEOUT_MS = 3000;
    private static final int TCP_STALLED_MESSAGE_MS = 10_000;

    private final SipConfiguration configuration;
    private final Messages messages;
    private final Phaser outstanding = new Phaser(1);
    private SipStackImpl jain;
    private SipProvider provider;
    private int port;

    SipStack(SipConfiguration configuration) {
        this.configuration = configuration;
        this.messages = new Messages(configuration);
    }

    /** @throws IllegalStateException with one line naming the property when the stack cannot listen */
    void start(SipListener listener) {
        port = configuration.getPort() == 0 ? freePort() : configuration.getPort();
        configuration.transportList().forEach(this::checkIsFree);
        JainThreads.run(() -> startJain(listener));
        LOG.info("SIP listens on {}:{} ({})", configuration.getHost(), port, configuration.getTransports());
    }

    private void startJain(SipListener listener) {
        try {
            jain = new SipStackImpl(properties());
            incomingConnections().limit(configuration.getMaxTcpConnections());
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
            ListeningPoint point = jain.createListeningPoint(configuration.getHost(), port, transport);
            if (!configuration.advertisedAddress().equals(configuration.getHost())) {
                point.setSentBy(configuration.advertisedAddress() + ":" + port);
            }
            if (provider == null) {
                provider = jain.createSipProvider(point);
            } else {
                provider.addListeningPoint(point);
            }
        } catch (Exception e) {
            throw cannotListen(transport, e);
        }
    }

    /** JAIN SIP fails on a port in use, but leaves sockets behind and stops with a NullPointerException. */
    private void checkIsFree(String transport) {
        InetSocketAddress address = new InetSocketAddress(configuration.getHost(), port);
        if (address.isUnresolved()) {
            throw new IllegalStateException("voice.sip.host: " + configuration.getHost() + " is unknown");
        }
        try {
            if (transport.equals("udp")) {
                new DatagramSocket(address).close();
            } else {
                try (ServerSocket socket = new ServerSocket()) {
                    socket.bind(address);
                }
            }
        } catch (IOException e) {
            throw cannotListen(transport, e);
        }
    }

    private IllegalStateException cannotListen(String transport, Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root.getMessage().replaceAll(" \\(Bind failed\\)", "");
        return new IllegalStateException(
                "voice.sip.port=" + port + " cannot be listened on (" + transport + " " + configuration.getHost() + ": "
                        + reason + "), for example voice.sip.port=" + otherPort(),
                e);
    }

    private int otherPort() {
        return port < 65_000 ? port + 8 : port - 8;
    }

    private Properties properties() {
        Properties p = new Properties();
        p.setProperty("javax.sip.STACK_NAME", "voice-sip-" + NUMBER.incrementAndGet());
        // A call that is passed on to v1 must not have a dialog here, so each of ours is made by name.
        p.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        // Listeners never block here, so they need no queue and thread of their own.
        p.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        p.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", Integer.toString(configuration.getUdpThreads()));
        p.setProperty("gov.nist.javax.sip.THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        p.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", Integer.toString(configuration.getMaxMessageBytes()));
        p.setProperty("gov.nist.javax.sip.NETWORK_LAYER", SipSockets.class.getName());
        p.setProperty("gov.nist.javax.sip.CONNECTION_TIMEOUT", Integer.toString(TCP_CONNECT_TIMEOUT_MS));
        p.setProperty("gov.nist.javax.sip.READ_TIMEOUT", Integer.toString(TCP_STALLED_MESSAGE_MS));
        p.setProperty(
                "gov.nist.javax.sip.DIALOG_TIMEOUT_FACTOR",
                Integer.toString(configuration.getAckTimeoutMs() / TICK_MS + ACK_SLACK_TICKS));
        p.setProperty(
                "gov.nist.javax.sip.EARLY_DIALOG_TIMEOUT_SECONDS",
                Integer.toString(configuration.getMaxRingSeconds() + ACK_SLACK_TICKS));
        // A call of ours may be answered by two phones; without this the second would not be told that it is not
        // wanted.
        p.setProperty("gov.nist.javax.sip.MAX_FORK_TIME_SECONDS", Integer.toString(FORK_SECONDS));
        p.setProperty("gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", SafeParserFactory.class.getName());
        p.setProperty("javax.sip.ROUTER_PATH", DestinationRouter.class.getName());
        p.setProperty("gov.nist.javax.sip.STACK_LOGGER", JainLog.class.getName());
        p.setProperty("gov.nist.javax.sip.SERVER_LOGGER", JainMessageLog.class.getName());
        return p;
    }

    private int freePort() {
        IOException last = null;
        for (int attempt = 0; attempt < 20; attempt++) {
            try (ServerSocket tcp = new ServerSocket()) {
                tcp.bind(new InetSocketAddress(configuration.getHost(), 0));
                try (DatagramSocket udp =
                        new DatagramSocket(tcp.getLocalPort(), InetAddress.getByName(configuration.getHost()))) {
                    return udp.getLocalPort();
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IllegalStateException("voice.sip.port: no free port on " + configuration.getHost(), last);
    }

    /** The port that is listened on; differs from the configured one when that is 0. */
    int port() {
        return port;
    }

    IncomingConnections incomingConnections() {
        return ((SipSockets) jain.getNetworkLayer()).incoming();
    }

    boolean listensOn(String transport) {
        return provider.getListeningPoint(transport) != null;
    }

    Messages messages() {
        return messages;
    }

    ContactHeader contact(String user, String transport) {
        return messages.contact(user, transport, port);
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
        transaction.setApplicationData(new Unattended(answers));
        return transaction;
    }

    /** Who is told of a client transaction's answers. */
    static Answers answersOf(ClientTransaction transaction) {
        Object data = transaction == null ? null : transaction.getApplicationData();
        return data instanceof Unattended told
                ? told.answers
                : data instanceof Outstanding ticket ? ticket.answers : Answers.IGNORED;
    }

    /** A request of ours for whose answer a stop does not wait. */
    private record Unattended(Answers answers) {}

    /** A request of ours that waits for its final response. */
    private final class Outstanding {
        private final Answers answers;
        private boolean open = true;

        Outstanding(Answers answers) {
            this.answers = answers;
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
    }
}
