package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import ai.openclaw.voice.testkit.NameServer;
import ai.openclaw.voice.testkit.Registrar;
import ai.openclaw.voice.testkit.Registrar.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An exchange with two servers, which DNS names by SRV records. */
@Execution(ExecutionMode.CONCURRENT)
class SipFailoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private NameServer dns;
    private Registrar first;
    private Registrar second;
    private SipTestBed bed;

    @BeforeEach
    void start() throws Exception {
        first = new Registrar().user("auth9001", "secret");
        second = new Registrar().user("auth9001", "secret");
        dns = new NameServer().a("a.example.test", "127.0.0.1", 60).a("b.example.test", "127.0.0.1", 60);
        for (String transport : new String[] {"udp", "tcp"}) {
            dns.srv("_sip._" + transport + ".example.test", 20, 0, second.port(), "b.example.test", 60);
            dns.srv("_sip._" + transport + ".example.test", 10, 0, first.port(), "a.example.test", 60);
        }
        SipConfiguration configuration = SipTestBed.anyPort();
        configuration.setRegistrationCheckSeconds(1);
        configuration.setDns(dns.address());
        bed = new SipTestBed(configuration, component -> component.setAvoidedMs(2000), SipTestBed::answer);
    }

    @AfterEach
    void stop() throws Exception {
        bed.close();
        first.close();
        second.close();
        dns.close();
    }

    @ParameterizedTest
    @CsvSource({"udp", "tcp"})
    void registersAtTheServerThatDnsPrefers(String transport) {
        register(transport);

        bed.awaitRegistration(RegistrationStatus::registered);
        assertThat(first.binding("9001")).isNotNull();
        assertThat(second.requests("REGISTER")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DROP, udp", "UNAVAILABLE, udp", "UNAVAILABLE, tcp"})
    void registersAtTheNextWhenOneTakesNothing(Fault fault, String transport) {
        first.fault(fault);

        register(transport);

        await().atMost(PATIENCE).until(() -> second.binding("9001") != null);
        bed.awaitRegistration(RegistrationStatus::registered);
    }

    @Test
    void registersAtTheNextWhenOneCannotBeReached() throws Exception {
        first.close();

        register("tcp");

        await().atMost(PATIENCE).until(() -> second.binding("9001") != null);
        assertThat(bed.awaitRegistration(RegistrationStatus::registered).failures())
                .isZero();
    }

    @Test
    void movesWhenItsServerFallsSilentAndComesBack() {
        register("udp");
        bed.awaitRegistration(one -> one.check().equals("reaches-us"));

        first.fault(Fault.DROP);
        await().atMost(PATIENCE).until(() -> second.binding("9001") != null);
        first.forget();
        first.fault(Fault.NONE);

        await().atMost(PATIENCE).until(() -> first.binding("9001") != null);
        bed.awaitRegistration(one -> one.registered() && one.check().equals("reaches-us"));
    }

    @Test
    void comesBackAlsoWhereAServerAnswersForWhoeverIsAsked() {
        first.manners(Registrar.Manners.ANSWERS_ITSELF).fault(Fault.DROP);
        second.manners(Registrar.Manners.ANSWERS_ITSELF);
        register("udp");
        await().atMost(PATIENCE).until(() -> second.binding("9001") != null);

        first.fault(Fault.NONE);

        await().atMost(PATIENCE).until(() -> first.binding("9001") != null);
    }

    @Test
    void callsByTheServerThatAnsweredLast() throws Exception {
        first.close();
        register("tcp");
        bed.awaitRegistration(RegistrationStatus::registered);

        bed.template.send("sip:dial", exchange -> {
            exchange.getMessage().setBody(SipTestBed.ANSWER);
            exchange.getMessage().setHeader(SipConstants.DIALLED, "9001");
            exchange.getMessage().setHeader(SipConstants.TARGET, "1001");
        });

        await().atMost(PATIENCE).until(() -> !second.requests("INVITE").isEmpty());
        assertThat(second.requests("INVITE").get(0).firstLine()).isEqualTo("INVITE sip:1001@example.test SIP/2.0");
    }

    @Test
    void aCallGoesToTheNextWhenOneCannotBeReached() throws Exception {
        first.close();
        bed.component.setUnregistered(account("tcp"));

        bed.template.send("sip:dial", exchange -> {
            exchange.getMessage().setBody(SipTestBed.ANSWER);
            exchange.getMessage().setHeader(SipConstants.DIALLED, "9001");
            exchange.getMessage().setHeader(SipConstants.TARGET, "1001");
        });

        await().atMost(PATIENCE).until(() -> !second.requests("INVITE").isEmpty());
    }

    @Test
    void staysRegisteredWhileDnsIsAway() {
        register("udp");
        bed.awaitRegistration(RegistrationStatus::registered);
        dns.clear().silent(true);
        int before = first.requests("OPTIONS").size();

        await().atMost(PATIENCE).until(() -> first.requests("OPTIONS").size() > before + 6);
        assertThat(bed.awaitRegistration(RegistrationStatus::registered).failures())
                .isZero();
    }

    private SipAccount account(String transport) {
        return new SipAccount("9001", null, "auth9001", "secret", "example.test", "example.test", null, transport, 120);
    }

    private void register(String transport) {
        bed.component.setAccounts(List.of(account(transport)));
    }
}
