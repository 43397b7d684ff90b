package ai.openclaw.voice.component.sip.keepalive;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.OIOMessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.TCPMessageProcessor;
import gov.nist.javax.sip.stack.TLSMessageProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Has JAIN SIP open connections that can be kept alive, and forget those of TLS, too. Made by JAIN SIP by name, hence public.
 * JAIN SIP has one processor and one channel for TCP, and others for TLS, so that ours come in two alike pairs.
 */
public final class KeptConnections implements MessageProcessorFactory {
    static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final MessageProcessorFactory usual = new OIOMessageProcessorFactory();

    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        return switch (transport.toLowerCase(Locale.ROOT)) {
            case "tcp" -> new Tcp(address, stack, port);
            case "tls" -> new Tls(address, stack, port);
            default -> usual.createMessageProcessor(stack, address, port, transport);
        };
    }

    /** The connection that is open to there, if there is one. */
    public static Optional<KeptConnection> open(MessageProcessor processor, InetAddress address, int port) {
        return processor instanceof Keeper keeper ? keeper.open(address, port) : Optional.empty();
    }

    private static Optional<KeptConnection> ifOpen(MessageChannel channel) {
        return channel instanceof KeptConnection kept && kept.isOpen() ? Optional.of(kept) : Optional.empty();
    }

    private interface Keeper {
        Optional<KeptConnection> open(InetAddress address, int port);
    }

    private static final class Tcp extends TCPMessageProcessor implements Keeper {
        Tcp(InetAddress address, SIPTransactionStack stack, int port) {
            super(address, stack, port);
        }

        @Override
        public synchronized MessageChannel createMessageChannel(HostPort peer) throws IOException {
            return createMessageChannel(peer.getInetAddress(), peer.getPort());
        }

        @Override
        public synchronized MessageChannel createMessageChannel(InetAddress peer, int port) throws IOException {
            String key = MessageChannel.getKey(peer, port, "TCP");
            MessageChannel known = messageChannels.get(key);
            if (known != null) {
                return known;
            }
            TcpConnection made = new TcpConnection(peer, port, sipStack, this);
            messageChannels.put(key, made);
            return made;
        }

        @Override
        public Optional<KeptConnection> open(InetAddress peer, int port) {
            return ifOpen(messageChannels.get(MessageChannel.getKey(peer, port, "TCP")));
        }
    }

    private static final class Tls extends TLSMessageProcessor implements Keeper {
        Tls(InetAddress address, SIPTransactionStack stack, int port) {
            super(address, stack, port);
        }

        @Override
        public synchronized MessageChannel createMessageChannel(HostPort peer) throws IOException {
            return createMessageChannel(peer.getInetAddress(), peer.getPort());
        }

        @Override
        public synchronized MessageChannel createMessageChannel(InetAddress peer, int port) throws IOException {
            String key = MessageChannel.getKey(peer, port, "TLS");
            MessageChannel known = messageChannels.get(key);
            if (known != null) {
                return known;
            }
            TlsConnection made = new TlsConnection(peer, port, sipStack, this);
            messageChannels.put(key, made);
            return made;
        }

        /** JAIN SIP looks for it under the name that it would have over TCP. */
        @Override
        public boolean closeReliableConnection(String peerAddress, int peerPort) {
            String key;
            try {
                key = MessageChannel.getKey(InetAddress.getByName(peerAddress), peerPort, "TLS");
            } catch (IOException e) {
                throw new IllegalArgumentException(peerAddress + " is no address", e);
            }
            synchronized (this) {
                ConnectionOrientedMessageChannel found = messageChannels.remove(key);
                if (found != null) {
                    found.close();
                }
                return found != null;
            }
        }

        @Override
        public Optional<KeptConnection> open(InetAddress peer, int port) {
            return ifOpen(messageChannels.get(MessageChannel.getKey(peer, port, "TLS")));
        }
    }
}
