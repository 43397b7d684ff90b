package ai.openclaw.voice.component.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.testkit.NameServer;
import java.net.Inet4Address;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

/** Where a server is, asked of a name server over UDP. */
class ServerLocatorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicLong now = new AtomicLong(1_000_000);
    private NameServer dns;
    private ServerLocator locator;

    @BeforeEach
    void start() throws Exception {
        dns = new NameServer();
        locator = new ServerLocator(
                new DnsNameService(dns.address()),
                address -> address instanceof Inet4Address,
                now::get,
                new SplittableRandom(1));
    }

    @AfterEach
    void stop() {
        locator.close();
        dns.close();
    }

    @Test
    void findsTheServiceOfTheTransportByPriority() throws Exception {
        dns.srv("_sip._udp.example.test", 20, 0, 5072, "b.example.test", 60)
                .srv("_sip._udp.example.test", 10, 0, 5071, "a.example.test", 60)
                .srv("_sip._tcp.example.test", 10, 0, 5073, "a.example.test", 60)
                .srv("_sips._tcp.example.test", 10, 0, 5074, "b.example.test", 60)
                .a("a.example.test", "192.0.2.1", 60)
                .a("b.example.test", "192.0.2.2", 60);

        assertThat(found("example.test", -1, "udp")).containsExactly("192.0.2.1:5071", "192.0.2.2:5072");
        assertThat(found("example.test", -1, "tcp")).containsExactly("192.0.2.1:5073");
        assertThat(found("example.test", -1, "tls")).containsExactly("192.0.2.2:5074");
    }

    @Test
    void takesTheAddressAndTheDefaultPortWhereThereIsNoService() throws Exception {
        dns.a("pbx.example.test", "192.0.2.3", 60);

        assertThat(found("pbx.example.test", -1, "udp")).containsExactly("192.0.2.3:5060");
        assertThat(found("pbx.example.test", -1, "tls")).containsExactly("192.0.2.3:5061");
    }

    @Test
    void asksForNoServiceWhereAPortIsGiven() throws Exception {
        dns.srv("_sip._udp.pbx.example.test", 10, 0, 5071, "pbx.example.test", 60)
                .a("pbx.example.test", "192.0.2.3", 60);

        assertThat(found("pbx.example.test", 5080, "udp")).containsExactly("192.0.2.3:5080");
        assertThat(dns.questions("_sip._udp.pbx.example.test")).isZero();
    }

    @Test
    void asksNobodyForAnAddress() throws Exception {
        assertThat(found("192.0.2.9", -1, "tls")).containsExactly("192.0.2.9:5061");
        assertThat(found("[2001:db8::1]", -1, "udp")).containsExactly("2001:db8:0:0:0:0:0:1:5060");
        assertThat(dns.questions("192.0.2.9")).isZero();
    }

    @Test
    void asksAgainWhenTheTimeToLiveIsOver() throws Exception {
        dns.srv("_sip._udp.example.test", 10, 0, 5071, "a.example.test", 60).a("a.example.test", "192.0.2.1", 60);
        found("example.test", -1, "udp");
        dns.clear()
                .srv("_sip._udp.example.test", 10, 0, 5072, "a.example.test", 60)
                .a("a.example.test", "192.0.2.1", 60);

        now.addAndGet(59_000);
        assertThat(found("example.test", -1, "udp")).containsExactly("192.0.2.1:5071");
        now.addAndGet(2_000);

        // Who waits for a busy machine's answer is given the old one for a while.
        await().atMost(PATIENCE).until(() -> found("example.test", -1, "udp").equals(List.of("192.0.2.1:5072")));
    }

    @Test
    void believesNoAnswerForLongerThanFiveMinutesNorForLessThanFiveSeconds() throws Exception {
        dns.srv("_sip._udp.example.test", 10, 0, 5071, "a.example.test", 86_400)
                .a("a.example.test", "192.0.2.1", 86_400)
                .srv("_sip._udp.other.test", 10, 0, 5071, "a.other.test", 0)
                .a("a.other.test", "192.0.2.1", 0);
        found("example.test", -1, "udp");
        found("other.test", -1, "udp");

        now.addAndGet(4_000);
        found("other.test", -1, "udp");
        assertThat(dns.questions("_sip._udp.other.test")).isEqualTo(1);
        now.addAndGet(297_000);
        found("example.test", -1, "udp");
        await().atMost(PATIENCE).until(() -> dns.questions("_sip._udp.example.test") == 2);
    }

    @Test
    void goesOnWithWhatItKnewWhileDnsIsAway() throws Exception {
        dns.srv("_sip._udp.example.test", 10, 0, 5071, "a.example.test", 60).a("a.example.test", "192.0.2.1", 60);
        found("example.test", -1, "udp");

        dns.silent(true);
        now.addAndGet(400_000);
        assertThat(found("example.test", -1, "udp")).containsExactly("192.0.2.1:5071");
        dns.silent(false).failing(Rcode.SERVFAIL);
        now.addAndGet(400_000);
        assertThat(found("example.test", -1, "udp")).containsExactly("192.0.2.1:5071");
    }

    @Test
    void doesNotWaitForANameServerThatIsAway() {
        dns.silent(true);

        assertThatThrownBy(() -> found("example.test", -1, "udp"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("example.test");
    }

    @Test
    void saysThatADomainOffersNoSuchService() {
        dns.srv("_sip._udp.example.test", 0, 0, 0, ".", 60);

        assertThatThrownBy(() -> found("example.test", -1, "udp"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no SIP over udp");
    }

    @Test
    void leavesOutATargetThatHasNoAddress() throws Exception {
        dns.srv("_sip._udp.example.test", 10, 0, 5071, "gone.example.test", 60)
                .srv("_sip._udp.example.test", 20, 0, 5072, "b.example.test", 60)
                .a("b.example.test", "192.0.2.2", 60);

        assertThat(found("example.test", -1, "udp")).containsExactly("192.0.2.2:5072");
    }

    @Test
    void staysWithAServerOfEqualPriorityWhileTheRecordsStayTheSame() throws Exception {
        for (int port = 5071; port <= 5078; port++) {
            dns.srv("_sip._udp.example.test", 10, 10, port, "a.example.test", 5);
        }
        dns.a("a.example.test", "192.0.2.1", 5);
        List<String> first = found("example.test", -1, "udp");

        for (int i = 2; i <= 5; i++) {
            int asked = i;
            await().atMost(PATIENCE).until(() -> {
                // Each time: a slow answer of before may be kept only now, and for long.
                now.addAndGet(6_000);
                assertThat(found("example.test", -1, "udp")).isEqualTo(first);
                return dns.questions("_sip._udp.example.test") >= asked;
            });
        }
    }

    private List<String> found(String host, int port, String transport) throws UnknownHostException {
        return locator.locate(host, port, transport).stream()
                .map(one -> one.address().getHostAddress() + ":" + one.port())
                .toList();
    }
}
