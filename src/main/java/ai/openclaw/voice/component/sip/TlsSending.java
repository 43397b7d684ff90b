package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.stack.IOHandler;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.TLSMessageChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How JAIN SIP sends over TLS. Its own way takes a message for sent when the handshake was cut off or answered by something
 * that is not TLS, and counts on a watchdog on the very thread that may be waiting for the handshake.
 */
final class TlsSending extends IOHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TlsSending.class);

    private final SipSockets sockets;
    private final Map<String, CompletableFuture<Socket>> beingMade = new ConcurrentHashMap<>();

    /** @param sockets makes connections whose handshake is done */
    TlsSending(SIPTransactionStack jain, SipSockets sockets) {
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
        if (!(channel instanceof TLSMessageChannel tls)) {
            return super.sendBytes(from, to, port, transport, bytes, isRequest, channel);
        }
        String key = makeKey(to, port);
        Socket known = getSocket(key);
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
