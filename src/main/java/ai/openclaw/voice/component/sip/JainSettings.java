package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.keepalive.KeptConnections;
import java.security.NoSuchAlgorithmException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Our configuration in the words of JAIN SIP's properties. */
final class JainSettings {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    /** JAIN SIP gives an unacknowledged dialog up by itself; ours must be first, so it waits this much longer. */
    private static final int ACK_SLACK_TICKS = 40;

    private static final int TICK_MS = 500;
    private static final int TCP_STALLED_MESSAGE_MS = 10_000;
    /**
     * In bytes, for what comes while all threads are busy: JAIN SIP's own 64 KB are some 60 INVITEs. The system may grant less
     * (net.core.rmem_max).
     */
    private static final int UDP_RECEIVE_BUFFER = 4 << 20;

    private JainSettings() {}

    static Properties of(SipConfiguration configuration) {
        Properties p = new Properties();
        p.setProperty("javax.sip.STACK_NAME", "voice-sip-" + NUMBER.incrementAndGet());
        // A call that is passed on to v1 must not have a dialog here, so each of ours is made by name.
        p.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        // Listeners never block here, so they need no queue and thread of their own.
        p.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        p.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", Integer.toString(configuration.getUdpThreads()));
        p.setProperty("gov.nist.javax.sip.RECEIVE_UDP_BUFFER_SIZE", Integer.toString(UDP_RECEIVE_BUFFER));
        p.setProperty("gov.nist.javax.sip.THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        p.setProperty("gov.nist.javax.sip.MAX_MESSAGE_SIZE", Integer.toString(configuration.getMaxMessageBytes()));
        p.setProperty("gov.nist.javax.sip.CONNECTION_TIMEOUT", Integer.toString(SipSockets.CONNECT_TIMEOUT_MS));
        p.setProperty("gov.nist.javax.sip.READ_TIMEOUT", Integer.toString(TCP_STALLED_MESSAGE_MS));
        p.setProperty(
                "gov.nist.javax.sip.DIALOG_TIMEOUT_FACTOR",
                Integer.toString(configuration.getAckTimeoutMs() / TICK_MS + ACK_SLACK_TICKS));
        p.setProperty(
                "gov.nist.javax.sip.EARLY_DIALOG_TIMEOUT_SECONDS",
                Integer.toString(configuration.getMaxRingSeconds() + ACK_SLACK_TICKS));
        p.setProperty("gov.nist.javax.sip.MESSAGE_PARSER_FACTORY", SafeParserFactory.class.getName());
        p.setProperty("gov.nist.javax.sip.MESSAGE_PROCESSOR_FACTORY", KeptConnections.class.getName());
        p.setProperty("javax.sip.ROUTER_PATH", DestinationRouter.class.getName());
        p.setProperty("gov.nist.javax.sip.STACK_LOGGER", JainLog.class.getName());
        p.setProperty("gov.nist.javax.sip.SERVER_LOGGER", JainMessageLog.class.getName());
        // Java's own choice; JAIN SIP's comes from a time before TLS 1.2, and nobody speaks that any more.
        p.setProperty("gov.nist.javax.sip.TLS_CLIENT_PROTOCOLS", "TLSv1.2,TLSv1.3");
        p.setProperty("gov.nist.javax.sip.ENABLED_CIPHER_SUITES", cipherSuites());
        // Callers prove who they are by digest; an exchange's client certificate says nothing to us.
        p.setProperty("gov.nist.javax.sip.TLS_CLIENT_AUTH_TYPE", "Disabled");
        p.setProperty("gov.nist.javax.sip.SSL_HANDSHAKE_TIMEOUT", Integer.toString(SipSockets.HANDSHAKE_TIMEOUT_MS));
        return p;
    }

    private static String cipherSuites() {
        try {
            return String.join(
                    ",", SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }
}
