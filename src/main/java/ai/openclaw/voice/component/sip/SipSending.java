package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.stack.IOHandler;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.TLSMessageChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How JAIN SIP sends on connections. Its own way with TLS takes a message for sent when the handshake was cut off or answered
 * by something that is not TLS, and counts on a watchdog on the very thread that may be waiting for the handshake. And its
 * clock, its parsers and our calls wait until there is a connection to wherever a caller wants its answers.
 */
final class SipSending extends IOHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SipSending.class);

    /** How many answers may be on their way at once to callers whose connection is gone. Honest ones are few. */
    private static final int MOST_BELATED = 16;

    /** The answer to a keep-alive is an empty line, RFC 5626, 4.4.1. */
    private static final int KEEP_ALIVE_BYTES = 2;

    private final SipSockets sockets;
    private final Semaphore belated = new Semaphore(MOST_BELATED);
    private final Map<String, CompletableFuture<Socket>> beingMade = new ConcurrentHashMap<>();

    /** @param sockets makes connections whose handshake is done */
    SipSending(SIPTransactionStack jain, SipSockets sockets) {
        super(jain);
        this.sockets = sockets;
    }

    @Override
    public Socket sendBytes(
            InetAddress from,
            InetAddress to,
            int port,
            String transport,
            byte[] bytes,
            boolean isRequest,
            MessageChannel channel)
            throws IOException {
        String key = makeKey(to, port);
        Socket known = getSocket(key);
        if (known == null && !isRequest) {
            if (bytes.length <= KEEP_ALIVE_BYTES) {
                throw new SocketException("A keep-alive is answered where it came from, or not at all");
            }
            answerLater(from, to, port, bytes, channel instanceof TLSMessageChannel);
            // JAIN SIP tries the other address that it knows, and is content then.
            return null;
        }
        if (!(channel instanceof TLSMessageChannel tls)) {
            return super.sendBytes(from, to, port, transport, bytes, isRequest, channel);
        }
        if (known != null) {
            try {
                return send(known, bytes);
            } catch (IOException e) {
                LOG.debug("{} is gone", key, e);
                removeSocket(key);
                known.close();
                if (!isRequest) {
                    throw e;
                }
            }
        }
        Socket made = connect(key, to, port, from);
        // Nobody else may begin one on it.
        tls.setHandshakeCompleted(true);
        return send(made, bytes);
    }

    private static Socket send(Socket socket, byte[] bytes) throws IOException {
        // In one piece: others may send on it, too.
        socket.getOutputStream().write(bytes);
        return socket;
    }

    /** To a caller whose connection is gone, RFC 3261, 18.2.2, on one of its own that nobody waits for. */
    private void answerLater(InetAddress from, InetAddress to, int port, byte[] bytes, boolean overTls) {
        if (!belated.tryAcquire()) {
            LOG.debug("An answer to {}:{} is dropped, there are too many of its kind", to, port);
            return;
        }
        sockets.senders().execute(() -> {
            try (Socket made =
                    overTls ? sockets.createSSLSocket(to, port, from) : sockets.createSocket(to, port, from)) {
                send(made, bytes);
            } catch (IOException | RuntimeException e) {
                LOG.debug("No answer could be sent to {}:{}", to, port, e);
            } finally {
                belated.release();
            }
        });
    }

    /** One connection for all who want it at once. */
    private Socket connect(String key, InetAddress to, int port, InetAddress from) throws IOException {
        CompletableFuture<Socket> mine = new CompletableFuture<>();
        CompletableFuture<Socket> others = beingMade.putIfAbsent(key, mine);
        if (others != null) {
            try {
                return others.join();
            } catch (CompletionException e) {
                throw new IOException("No connection to " + key, e.getCause());
            }
        }
        try {
            Socket socket = sockets.createSSLSocket(to, port, from);
            putSocket(key, socket);
            mine.complete(socket);
            return socket;
        } catch (IOException | RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            beingMade.remove(key);
        }
    }
}
