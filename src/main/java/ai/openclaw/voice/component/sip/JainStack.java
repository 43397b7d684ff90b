package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.SipStackImpl;
import java.util.Properties;
import javax.sip.PeerUnavailableException;

/** JAIN SIP with sockets of ours; by its properties it could be given the name of a class only, and no keys. */
final class JainStack extends SipStackImpl {
    JainStack(Properties properties, SipSockets sockets) throws PeerUnavailableException {
        super(properties);
        networkLayer = sockets;
        ioHandler = new SipSending(this, sockets);
        sockets.setSipStack(this);
    }
}
