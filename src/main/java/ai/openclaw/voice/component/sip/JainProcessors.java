package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.stack.ConnectionOrientedMessageChannel;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.OIOMessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.TLSMessageProcessor;
import java.io.IOException;
import java.net.InetAddress;

/** JAIN SIP's processors, with one for TLS that can forget a connection. JAIN SIP makes it by name, hence public. */
public final class JainProcessors extends OIOMessageProcessorFactory {
    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack stack, InetAddress address, int port, String transport) throws IOException {
        return transport.equalsIgnoreCase("tls")
                ? new Tls(address, stack, port)
                : super.createMessageProcessor(stack, address, port, transport);
    }

    private static final class Tls extends TLSMessageProcessor {
        Tls(InetAddress address, SIPTransactionStack stack, int port) {
            super(address, stack, port);
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
    }
}
