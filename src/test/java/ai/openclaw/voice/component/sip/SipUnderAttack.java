package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.testkit.FaultLog;
import ai.openclaw.voice.testkit.JainTables;
import ai.openclaw.voice.testkit.RawSipClient;
import ai.openclaw.voice.testkit.SipCaller;
import ai.openclaw.voice.testkit.TestCertificate;
import java.io.IOException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;

/**
 * The sip component on UDP, TCP and TLS, to which tests do their worst. It knows what it holds by itself, so that others
 * may run beside it in one process.
 */
final class SipUnderAttack implements AutoCloseable {
    static final int MOST_CONNECTIONS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final SipTestBed bed;
    final SSLContext context;
    private final ThreadGroup threads;
    private Map<String, Long> before;
    private FaultLog faults;

    /** @param keys a certificate that both sides trust */
    SipUnderAttack(KeyStore keys) throws Exception {
        context = TestCertificate.context(keys);
        SipConfiguration configuration = SipTestBed.anyPort();
        configuration.setTransports("udp,tcp,tls");
        configuration.setTlsPort(0);
        configuration.setMaxTcpConnections(MOST_CONNECTIONS);
        configuration.setRegistrationCheckSeconds(1);
        // Calls that are never acknowledged are part of what is done here.
        configuration.setAckTimeoutMs(4000);
        SipTls tls = new SipTls(TestCertificate.keyManagers(keys), TestCertificate.trustManagers(keys), true);
        bed = new SipTestBed(configuration, sip -> sip.setTls(tls), SipTestBed::answer);
        threads = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("MessageProcessorThread-TLS-127.0.0.1/" + tlsPort()))
                .findFirst()
                .orElseThrow()
                .getThreadGroup();
    }

    int tlsPort() {
        return bed.component.boundTlsPort();
    }

    int port(String transport) {
        return transport.equals("tls") ? tlsPort() : bed.component.boundPort();
    }

    /** Takes stock. */
    void begin() throws Exception {
        // Threads that come with the first call are no leak of the second.
        answersNormalCalls();
        Awaitility.await().atMost(PATIENCE).until(() -> connections() == 0);
        before = holdings();
        faults = new FaultLog(thread -> thread.getThreadGroup() == threads);
    }

    /** Waits until no more is held than at the beginning, but transactions that SIP wants to be remembered. */
    void assertUnharmed() throws Exception {
        try (FaultLog seen = faults) {
            answersNormalCalls();
            Awaitility.await("what is held settles").atMost(PATIENCE).untilAsserted(() -> {
                Map<String, String> more = new TreeMap<>();
                holdings().forEach((what, now) -> {
                    long then = before.getOrDefault(what, 0L);
                    if (now > then && !what.startsWith(JainTables.PREFIX)) {
                        more.put(what, now + " after " + then);
                    }
                });
                assertThat(more).as("held on to").isEmpty();
            });
            assertThat(seen.seen()).as("faults in the log").isEmpty();
        }
    }

    void answersNormalCalls() throws Exception {
        for (String transport : List.of("udp", "tcp", "tls")) {
            try (RawSipClient client = client(transport)) {
                SipCaller caller = new SipCaller(client, "9001");
                caller.connect();
                assertThat(client.ask(caller.bye(), "BYE").status()).isEqualTo(200);
            }
        }
    }

    /** Whether JAIN SIP still does what is due: it repeats a 200 that is not acknowledged, RFC 3261, 13.3.1.4. */
    void assertClockRuns() throws IOException {
        try (RawSipClient client = client("udp")) {
            SipCaller caller = new SipCaller(client, "9001");
            client.send(caller.invite());
            client.awaitStatus(200, "INVITE");
            client.send(caller.ack(client.awaitStatus(200, "INVITE")));
            client.send(caller.bye());
            client.awaitStatus(200, "BYE");
        }
    }

    RawSipClient client(String transport) throws IOException {
        return transport.equals("tls") ? RawSipClient.tls(tlsPort(), context) : bed.client(transport);
    }

    /** How many connections others have to us. */
    int connections() {
        return bed.component.incomingConnections();
    }

    private Map<String, Long> holdings() {
        Map<String, Long> held = new TreeMap<>(JainTables.sizes(bed.component));
        held.put("connections", (long) connections());
        held.put("call legs", (long) bed.component.callCount());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            // The pool for calls grows to its bound and stays.
            if (thread.getThreadGroup() == threads && !thread.getName().contains("sip-call")) {
                held.merge("threads " + thread.getName().replaceAll("[0-9]+", "#"), 1L, Long::sum);
            }
        }
        return held;
    }

    @Override
    public void close() {
        bed.close();
    }
}
