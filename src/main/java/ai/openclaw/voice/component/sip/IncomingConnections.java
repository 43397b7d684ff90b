package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.message.SIPMessage;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sip.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TCP connections that others opened to us. There is always room for one more: when there are too many, the one that
 * is worth least is closed for it, so that nobody can keep others out by opening connections and saying nothing, or
 * little by little. Thread-safe.
 */
final class IncomingConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingConnections.class);

    /** How long a stranger may be silent, ms: what SIP gives a whole transaction, 64*T1. */
    private static final int STRANGER_SILENCE_MS = 32_000;

    /** Short for a caller, long for a processor. */
    private static final int RETRY_MS = 100;

    private static final Comparator<Connection> WORTH = Comparator.comparing((Connection c) -> c.proven)
            .thenComparing(c -> c.heardNanos, (a, b) -> Long.signum(a - b));

    /** The two ends of a connection: somebody can come from one port to our port for TCP and to that for TLS. */
    private record Ends(SocketAddress peer, int ourPort) {}

    private final Senders senders;
    private final Map<Ends, Connection> open = new ConcurrentHashMap<>();
    private volatile int most = Integer.MAX_VALUE;

    IncomingConnections(Senders senders) {
        this.senders = senders;
    }

    void limit(int most) {
        this.most = most;
    }

    int size() {
        return open.size();
    }

    ServerSocket listenOn(int port, int backlog, InetAddress address) throws IOException {
        return new ServerSocket(port, backlog, address) {
            private Connection last;

            /** Whoever asks for the next has entered the last one in its tables. */
            @Override
            public Socket accept() throws IOException {
                if (last != null) {
                    last.mayBeRead.countDown();
                }
                for (boolean first = true; ; first = false) {
                    last = new Connection();
                    try {
                        implAccept(last);
                        admit(last);
                        return last;
                    } catch (IOException e) {
                        last.end();
                        if (isClosed()) {
                            throw e;
                        }
                        retryLater(e, first);
                    }
                }
            }
        };
    }

    /** JAIN SIP would never accept again after it was told, say, that there are too many open files. */
    private static void retryLater(IOException failure, boolean first) {
        if (first) {
            LOG.warn("A connection could not be taken, it is tried again: {}", failure.toString());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MS));
    }

    /** A message came, and if it is whole and valid, whoever is there speaks SIP and may be silent for long. */
    void heard(Message message) {
        if (message instanceof SIPMessage sip && sip.getApplicationData() != Malformed.MARK) {
            InetAddress source = sip.getPeerPacketSourceAddress();
            SocketAddress peer = source == null
                    ? new InetSocketAddress(sip.getRemoteAddress(), sip.getRemotePort())
                    : new InetSocketAddress(source, sip.getPeerPacketSourcePort());
            Connection connection = open.get(new Ends(peer, sip.getLocalPort()));
            if (connection != null && !connection.proven) {
                connection.prove();
            }
        }
    }

    /** Ends all. */
    @Override
    public void close() {
        open.values().forEach(Connection::end);
    }

    private void admit(Connection connection) throws IOException {
        while (open.size() >= most) {
            open.values().stream().min(WORTH).ifPresent(least -> {
                LOG.debug("The connection from {} is closed, there are too many", least.ends);
                least.end();
            });
        }
        connection.admitted();
        open.put(connection.ends, connection);
    }

    private final class Connection extends SipConnection {
        private volatile Ends ends;
        private volatile boolean proven;
        private volatile long heardNanos = System.nanoTime();
        /**
         * JAIN SIP begins to read before it enters a connection in its tables. Who hangs up at once would be taken out of
         * them first, then entered, and kept for ever.
         */
        private final CountDownLatch mayBeRead = new CountDownLatch(1);

        Connection() {
            super(senders);
        }

        void admitted() throws IOException {
            ends = new Ends(getRemoteSocketAddress(), getLocalPort());
            setSoTimeout(STRANGER_SILENCE_MS);
            // Or the 200 waits 40 ms for the acknowledgement of the 180.
            setTcpNoDelay(true);
        }

        void prove() {
            proven = true;
            try {
                // From now on only the system's keep-alive ends it: an exchange's connection may be idle for a night.
                setSoTimeout(0);
                setKeepAlive(true);
            } catch (IOException e) {
                LOG.debug("{} is gone already", ends, e);
            }
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    awaitEntered();
                    int read = super.read(bytes, from, length);
                    heardNanos = System.nanoTime();
                    return read;
                }
            };
        }

        private void awaitEntered() throws IOException {
            try {
                if (!mayBeRead.await(STRANGER_SILENCE_MS, TimeUnit.MILLISECONDS)) {
                    throw new SocketTimeoutException("The connection was not entered in time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted");
            }
        }

        @Override
        void end() {
            forget();
            super.end();
        }

        @Override
        public void close() throws IOException {
            forget();
            super.close();
        }

        private void forget() {
            if (ends != null) {
                open.remove(ends, this);
            }
        }
    }
}
