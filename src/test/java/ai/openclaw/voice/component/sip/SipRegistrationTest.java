package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.component.sip.register.RegistrationStatus;
import ai.openclaw.voice.testkit.Registrar;
import ai.openclaw.voice.testkit.Registrar.Fault;
import ai.openclaw.voice.testkit.Registrar.Manners;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The product's registration against a registrar over real sockets. */
@Execution(ExecutionMode.CONCURRENT)
class SipRegistrationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Registrar exchange;
    private SipTestBed bed;

    @BeforeEach
    void start() throws Exception {
        exchange = new Registrar().user("auth9001", "secret");
        SipConfiguration configuration = SipTestBed.anyPort();
        configuration.setRegistrationCheckSeconds(1);
        bed = new SipTestBed(configuration, SipTestBed::answer);
    }

    @AfterEach
    void stop() throws Exception {
        bed.close();
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({"MD5, udp, true", "MD5, udp, false", "SHA-256, tcp, true"})
    void registersByDigest(String algorithm, String transport, boolean qop) {
        exchange.algorithms(algorithm);
        if (!qop) {
            exchange.withoutQop();
        }

        bed.component.setAccounts(List.of(account("9001", "secret", transport)));

        RegistrationStatus status = bed.awaitRegistration(RegistrationStatus::registered);
        assertThat(exchange.binding("9001"))
                .isEqualTo("<sip:9001@127.0.0.1:" + bed.component.boundPort()
                        + (transport.equals("udp") ? "" : ";transport=" + transport) + ">");
        assertThat(status.accepted()).isEqualTo(1);
        assertThat(status.expiresAt()).isBetween(System.currentTimeMillis(), System.currentTimeMillis() + 120_000);
    }

    @Test
    void takesItsRegistrationBackWhenItStops() throws Exception {
        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));
        bed.awaitRegistration(RegistrationStatus::registered);

        bed.context.stop();

        await().atMost(PATIENCE).until(() -> exchange.binding("9001") == null);
    }

    @Test
    void takesBackWhatIsGoneAndRegistersWhatIsNew() {
        exchange.user("9002", "other");
        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));
        bed.awaitRegistration(RegistrationStatus::registered);
        int before = exchange.requests("REGISTER").size();

        SipAccount second =
                new SipAccount("9002", null, "9002", "other", exchange.address(), "example.com", null, "udp", 120);
        bed.component.setAccounts(List.of(second));

        await().atMost(PATIENCE).until(() -> exchange.binding("9001") == null && exchange.binding("9002") != null);
        assertThat(exchange.requests("REGISTER")
                        .subList(before, before + 1)
                        .get(0)
                        .text())
                .contains("900");
        assertThat(bed.component.registrations())
                .extracting(RegistrationStatus::extension)
                .containsExactly("9002");
    }

    @Test
    void saysWhatToDoAboutAWrongPasswordAndDoesNotInsist() throws Exception {
        bed.component.setAccounts(List.of(account("9001", "wrong", "udp")));

        RegistrationStatus status = bed.awaitRegistration(one -> one.failures() > 0);

        assertThat(status.registered()).isFalse();
        assertThat(status.state()).isEqualTo("refused");
        assertThat(status.reason()).isEqualTo("401 Unauthorized");
        assertThat(status.advice()).contains("VOICE_EXT_9001_PASSWORD").contains("3CX");
        assertThat(exchange.requests("REGISTER")).hasSize(2);
    }

    @Test
    void registersLongerWhenTheExchangeWantsThat() {
        exchange.expires(300, 3600);

        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));

        bed.awaitRegistration(RegistrationStatus::registered);
        List<SipText> sent = exchange.requests("REGISTER");
        assertThat(sent.get(sent.size() - 1).header("Expires")).isEqualTo("300");
    }

    @Test
    void renewsInTimeAlsoWhenItsNonceIsStale() {
        exchange.expires(1, 2).usesOfANonce(1);

        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));

        RegistrationStatus status = bed.awaitRegistration(one -> one.accepted() >= 3);
        assertThat(status.failures()).isZero();
        assertThat(exchange.requests("REGISTER").stream()
                        .map(r -> r.header("Call-ID"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void comesBackWhenTheExchangeHasForgottenIt() {
        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));
        bed.awaitRegistration(one -> one.check().equals("reaches-us"));

        exchange.forget();

        await().atMost(PATIENCE).until(() -> exchange.binding("9001") != null);
    }

    @Test
    void comesBackOverTcpAfterARestartOfTheExchange() throws Exception {
        bed.component.setAccounts(List.of(account("9001", "secret", "tcp")));
        bed.awaitRegistration(one -> one.check().equals("reaches-us"));

        exchange.disconnect();
        exchange.forget();

        await().atMost(PATIENCE).until(() -> exchange.binding("9001") != null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP", "UNAVAILABLE"})
    void noticesThatTheExchangeIsAwayAndThatItIsBack(Fault fault) {
        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));
        bed.awaitRegistration(one -> one.check().equals("reaches-us"));

        exchange.fault(fault);
        bed.awaitRegistration(one -> !one.registered());
        exchange.forget();
        exchange.fault(Fault.NONE);

        bed.awaitRegistration(RegistrationStatus::registered);
        assertThat(exchange.binding("9001")).isNotNull();
    }

    @Test
    void triesOnAfterARefusalOfCredentialsThatServedBefore() {
        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));
        bed.awaitRegistration(one -> one.check().equals("reaches-us"));

        exchange.fault(Fault.FORBIDDEN);
        exchange.forget();
        bed.awaitRegistration(one -> one.state().equals("refused"));
        exchange.fault(Fault.NONE);

        bed.awaitRegistration(RegistrationStatus::registered);
    }

    @Test
    void registersOftenWhereTheExchangeCannotBeAsked() {
        exchange.manners(Manners.ANSWERS_ITSELF);
        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));
        bed.awaitRegistration(one -> one.check().equals("answered"));

        exchange.forget();

        await().atMost(PATIENCE).until(() -> exchange.binding("9001") != null);
    }

    @Test
    void isNotDrivenMadByAnExchangeThatDeniesEverybody() throws Exception {
        exchange.manners(Manners.DENIES_ALWAYS);
        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));
        await().atMost(PATIENCE).until(() -> exchange.requests("OPTIONS").size() >= 6);

        assertThat(bed.awaitRegistration(RegistrationStatus::registered).accepted())
                .isLessThanOrEqualTo(4);
    }

    @Test
    void registersTheAddressAtWhichTheExchangeSeesUs() {
        exchange.seenAt("203.0.113.9:40123").manners(Manners.ANSWERS_ITSELF);

        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));

        bed.awaitRegistration(RegistrationStatus::registered);
        assertThat(exchange.binding("9001")).isEqualTo("<sip:9001@203.0.113.9:40123>");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void takesBackTheAddressThatItHadBeforeTheNatGaveItAnother(int usesOfANonce) {
        exchange.seenAt("203.0.113.9:40123").manners(Manners.ANSWERS_ITSELF);
        exchange.expires(1, 2).usesOfANonce(usesOfANonce);
        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));
        bed.awaitRegistration(RegistrationStatus::registered);
        assertThat(exchange.bindings("9001")).containsExactly("<sip:9001@203.0.113.9:40123>");

        exchange.seenAt("203.0.113.10:40999");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(exchange.bindings("9001"))
                .containsExactly("<sip:9001@203.0.113.10:40999>"));
    }

    @Test
    void anExchangeThatTakesOneAddressAtATimeGetsOne() {
        exchange.seenAt("203.0.113.9:40123").manners(Manners.ANSWERS_ITSELF);
        exchange.expires(1, 2).takesOneContact();
        bed.component.setAccounts(List.of(account("9001", "secret", "udp")));
        bed.awaitRegistration(RegistrationStatus::registered);

        exchange.seenAt("203.0.113.10:40999");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(exchange.binding("9001")).isEqualTo("<sip:9001@203.0.113.10:40999>"));
        RegistrationStatus status = bed.awaitRegistration(RegistrationStatus::registered);
        assertThat(status.failures()).isZero();
    }

    @Test
    void aHostThatIsNotFoundIsAFailureLikeOthers() {
        bed.component.setAccounts(List.of(new SipAccount(
                "9001", null, "9001", "secret", "no-such-host.invalid", "example.com", null, "udp", 120)));

        RegistrationStatus status = bed.awaitRegistration(one -> one.failures() > 0);

        assertThat(status.reason()).contains("no-such-host.invalid");
    }

    private SipAccount account(String extension, String password, String transport) {
        return new SipAccount(
                extension, null, "auth" + extension, password, exchange.address(), "example.com", null, transport, 120);
    }
}
