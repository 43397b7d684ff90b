package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.component.sip.locate.Standing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is remembered of hosts: those of our accounts always, those that callers name for a while. Needs no name service. */
class HostNamesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int TRIES = 10;
    private static final SipAccount OURS = account("9001", "127.0.0.1:5060", "example.com");

    private volatile List<SipAccount> accounts = List.of(OURS);
    private final HostNames names = new HostNames(new SipConfiguration(), Standing.FIRST_MS, () -> accounts);

    @AfterEach
    void close() {
        names.close();
    }

    private static SipAccount account(String extension, String registrar, String domain) {
        return new SipAccount(extension, null, extension, "secret", registrar, domain, null, "tls", 120);
    }

    /** As one is made up for a call whose extension has none. */
    private static SipAccount madeUp(String host, String domain) {
        return new SipAccount("9000", null, "9000", null, host, domain, null, "tls", 0);
    }

    /** A machine that stands still for two seconds makes even a look-up without DNS take too long. */
    private void lookUp(SipAccount account) throws UnknownHostException {
        UnknownHostException last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                names.targets(account);
                return;
            } catch (UnknownHostException e) {
                last = e;
            }
        }
        throw last;
    }

    private static String host(int number) {
        return "127.1." + number / 250 + "." + (number % 250 + 1);
    }

    private static InetAddress address(String host) throws UnknownHostException {
        return InetAddress.getByName(host);
    }

    @Test
    void whomCallersNameIsRememberedWithinBoundsAndOurExchangeAlways() throws Exception {
        lookUp(OURS);
        for (int i = 0; i < HostNames.MOST_OTHERS + 500; i++) {
            lookUp(madeUp(host(i), "caller.example"));
        }

        assertThat(names.size()).isEqualTo(HostNames.MOST_OTHERS + 1);
        assertThat(names.isServerOf(OURS, address("127.0.0.1"))).isTrue();
        assertThat(names.namesOf(address("127.0.0.1"))).containsExactly("127.0.0.1", "example.com");
        assertThat(names.namesOf(address(host(HostNames.MOST_OTHERS + 499)))).contains("caller.example");
        assertThat(names.namesOf(address(host(0)))).containsExactly(host(0));
    }

    @Test
    void aCallerAddsNoNameToOurExchange() throws Exception {
        lookUp(OURS);

        lookUp(madeUp("127.0.0.1:5060", "caller.example"));
        lookUp(madeUp("127.0.0.1:5099", "caller.example"));

        assertThat(names.namesOf(address("127.0.0.1"))).containsExactly("127.0.0.1", "example.com");
    }

    @Test
    void whomACallerNamesIsNoExchangeOfOurs() throws Exception {
        SipAccount madeUp = madeUp("127.0.0.9:5060", "caller.example");
        lookUp(madeUp);

        assertThat(names.isServerOf(madeUp, address("127.0.0.9"))).isFalse();
        assertThat(names.isServerOf(OURS, address("127.0.0.9"))).isFalse();
    }

    @Test
    void bothRegistrarAndProxyOfAnAccountAreItsServers() throws Exception {
        SipAccount behind =
                new SipAccount("9003", null, "9003", "s", "127.0.0.4", "example.com", "127.0.0.5:5090", "udp", 120);
        accounts = List.of(OURS, behind);
        lookUp(OURS);
        await().atMost(PATIENCE).until(() -> {
            names.note(behind);
            return names.isServerOf(behind, address("127.0.0.4"));
        });
        lookUp(behind);

        assertThat(names.isServerOf(behind, address("127.0.0.4"))).isTrue();
        assertThat(names.isServerOf(behind, address("127.0.0.5"))).isTrue();
        assertThat(names.isServerOf(OURS, address("127.0.0.1"))).isTrue();
    }

    @Test
    void anAccountThatIsNotOursAnyMoreIsForgottenWithTheNext() throws Exception {
        lookUp(OURS);
        SipAccount next = account("9002", "127.0.0.2:5060", "example.net");
        accounts = List.of(next);

        lookUp(next);

        assertThat(names.size()).isEqualTo(1);
        assertThat(names.namesOf(address("127.0.0.1"))).containsExactly("127.0.0.1");
    }

    @Test
    void complaintsAreRememberedWithinBounds() throws Exception {
        lookUp(OURS);
        for (int i = 0; i < 10 * HostNames.MOST_COMPLAINTS; i++) {
            names.complain(address(host(i)), "its certificate is bad");
        }
        names.complain(address("127.0.0.1"), "its certificate is old");

        assertThat(names.size()).isEqualTo(1 + HostNames.MOST_COMPLAINTS);
        assertThat(names.complaintAbout("127.0.0.1:5060")).isEqualTo("its certificate is old");
        names.complain(address("127.0.0.1"), null);
        assertThat(names.complaintAbout("127.0.0.1:5060")).isNull();
    }

    @Test
    void manyThreadsMayAskAndTellAtOnce() throws Exception {
        lookUp(OURS);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int from = thread * 400;
                work.add(() -> {
                    boolean known = true;
                    for (int i = from; i < from + 400; i++) {
                        lookUp(madeUp(host(i), "caller.example"));
                        names.complain(address(host(i)), "bad");
                        known &= names.isServerOf(OURS, address("127.0.0.1"));
                        if (i % 50 == 0) {
                            names.complaintAbout(host(i));
                        }
                    }
                    return known;
                });
            }
            for (Future<Boolean> one : threads.invokeAll(work, 120, TimeUnit.SECONDS)) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(names.size()).isEqualTo(1 + HostNames.MOST_OTHERS + HostNames.MOST_COMPLAINTS);
    }
}
