package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.EndReason;
import ai.openclaw.voice.testkit.Callee;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that we place, against a callee over real UDP. */
@Execution(ExecutionMode.CONCURRENT)
class SipDialTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OFFER = SipTestBed.ANSWER;

    private record Told(String what, Exchange exchange) {
        <T> T header(String name, Class<T> type) {
            return exchange.getMessage().getHeader(name, type);
        }
    }

    private final Callee callee = new Callee();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private DefaultCamelContext context;
    private SipComponent component;
    private String password;

    @BeforeEach
    void start() throws Exception {
        SipConfiguration configuration = SipTestBed.anyPort();
        component = new SipComponent(configuration);
        context = new DefaultCamelContext();
        context.addComponent("sip", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (String what : List.of("invite", "ringing", "answered", "ended")) {
                    from("sip:" + what).process(e -> told.add(new Told(what, e.copy())));
                }
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        callee.close();
    }

    @Test
    void theCalleeAnswersAndWeHangUp() {
        callee.does(Callee.answersAfter(300, Callee.ANSWER));
        CallId call = dial("1001");
        Told answered = await("answered");

        assertThat(answered.exchange.getMessage().getBody(String.class)).isEqualTo(Callee.ANSWER);
        assertThat(answered.header(SipConstants.CALL_ID, String.class)).isEqualTo(call.value());
        assertThat(answered.header(SipConstants.DIRECTION, Direction.class)).isEqualTo(Direction.OUTBOUND);
        assertThat(answered.header(SipConstants.TARGET, String.class)).isEqualTo("1001");
        assertThat(answered.header(SipConstants.ANSWER_LATENCY_MS, Long.class)).isNotNegative();
        await("ringing");
        callee.await("ACK");
        SipText invite = callee.requests("INVITE").get(0);
        assertThat(invite.firstLine()).isEqualTo("INVITE sip:1001@" + callee.address() + " SIP/2.0");
        assertThat(invite.header("From")).contains("Desk", "sip:9001@127.0.0.1");
        assertThat(invite.body()).isEqualTo(OFFER);

        assertThat(hangup(call, EndReason.ASSISTANT_HANGUP)).isTrue();
        callee.await("BYE");
        assertEnded(EndReason.ASSISTANT_HANGUP, null);
    }

    @Test
    void theCalleeHangsUp() {
        dial("1001");
        await("answered");
        callee.await("ACK");
        callee.hangUp();
        assertEnded(EndReason.CALLEE_HANGUP, null);
        assertThat(callee.requests("BYE")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "486,BUSY",
        "600,BUSY",
        "480,NO_ANSWER",
        "408,NO_ANSWER",
        "404,NOT_FOUND",
        "484,NOT_FOUND",
        "603,DECLINED",
        "403,DECLINED",
        "503,UNAVAILABLE",
        "500,UNAVAILABLE",
        "488,CALL_FAILED",
        "401,CALL_FAILED"
    })
    void aRefusalHasAMeaning(int status, EndReason meaning) {
        callee.does(Callee.refuses(status, ""));
        dial("1001");
        assertEnded(meaning, status);
        callee.await("ACK");
    }

    @Test
    void ringsNoLongerThanItMay() {
        callee.does(Callee.ringsForEver());
        dial("1001", Map.of(SipConstants.RING_TIMEOUT_MS, 700L));
        assertEnded(EndReason.NO_ANSWER, 408);
        callee.await("CANCEL");
        callee.await("ACK");
    }

    @Test
    void anExchangeThatSaysNothingIsOutOfReach() {
        callee.does(Callee.isDead());
        dial("1001", Map.of(SipConstants.RING_TIMEOUT_MS, 1500L));
        assertEnded(EndReason.UNAVAILABLE, 408);
        assertThat(callee.requests("CANCEL")).isEmpty();
        assertThat(callee.requests("INVITE")).hasSizeGreaterThan(1);
    }

    @Test
    void isCancelledWhileItRings() {
        callee.does(Callee.ringsForEver());
        CallId call = dial("1001");
        await("ringing");
        assertThat(hangup(call, EndReason.CANCELLED)).isTrue();
        assertEnded(EndReason.CANCELLED, null);
        callee.await("CANCEL");
        callee.await("ACK");
        assertThat(hangup(call, EndReason.CANCELLED)).isFalse();
    }

    @Test
    void anAnswerThatCrossesOurCancelIsAcknowledgedAndHungUp() {
        callee.does(Callee.crossesCancel());
        CallId call = dial("1001");
        await("ringing");
        hangup(call, EndReason.CANCELLED);
        callee.await("CANCEL");
        callee.await("ACK");
        callee.await("BYE");
        assertEnded(EndReason.CANCELLED, null);
        assertThat(count("answered")).isZero();
    }

    @Test
    void aRepeatedAnswerIsAcknowledgedAgain() {
        callee.does(Callee.repeatsIts200(Callee.ANSWER));
        dial("1001");
        await("answered");
        Awaitility.await().atMost(PATIENCE).until(() -> callee.requests("ACK").size() >= 2);
        assertThat(count("answered")).isEqualTo(1);
        assertThat(callee.requests("BYE")).isEmpty();
    }

    @Test
    void ofTwoPhonesThatPickUpOneIsHungUp() {
        callee.does(Callee.forks(Callee.ANSWER));
        dial("1001");
        await("answered");
        SipText bye = callee.await("BYE");
        assertThat(callee.requests("ACK").stream().map(ack -> ack.tag("To")).distinct())
                .hasSize(2);
        assertThat(callee.requests("ACK").stream().map(ack -> ack.tag("To"))).contains(bye.tag("To"));
        assertThat(component.callCount()).isEqualTo(1);
        assertThat(count("answered")).isEqualTo(1);
    }

    @Test
    void whoWantsAPasswordGetsIt() {
        password = "secret";
        callee.does(Callee.challenges("auth9001", "secret", Callee.ANSWER));
        dial("1001");
        await("answered");
        assertThat(callee.calls()).isEqualTo(2);
    }

    @Test
    void aWrongPasswordEndsTheCall() {
        password = "wrong";
        callee.does(Callee.challenges("auth9001", "secret", Callee.ANSWER));
        dial("1001");
        assertEnded(EndReason.DECLINED, 403);
    }

    @Test
    void isSentOnWithinTheExchange() {
        callee.does((c, invite) -> {
            if (invite.firstLine().contains("sip:1001@")) {
                c.respond(
                        invite,
                        302,
                        "Contact: <sip:evil@192.0.2.66>\r\nContact: <sip:1003@127.0.0.1>;q=0.5\r\n"
                                + "Contact: <sip:1002@127.0.0.1>;q=0.9\r\n");
            } else {
                Callee.answers(Callee.ANSWER).invited(c, invite);
            }
        });
        dial("1001");
        await("answered");
        assertThat(callee.requests("INVITE")
                        .get(callee.requests("INVITE").size() - 1)
                        .firstLine())
                .contains("sip:1002@127.0.0.1");
    }

    @Test
    void whenTheBestOfTwoIsBusyTheOtherIsCalled() {
        callee.does((c, invite) -> {
            if (invite.firstLine().contains("sip:1001@")) {
                c.respond(
                        invite, 302, "Contact: <sip:1002@127.0.0.1>;q=0.9\r\nContact: <sip:1003@127.0.0.1>;q=0.5\r\n");
            } else if (invite.firstLine().contains("sip:1002@")) {
                c.respond(invite, 486, "");
            } else {
                Callee.answers(Callee.ANSWER).invited(c, invite);
            }
        });
        dial("1001");
        await("answered");
        assertThat(callee.calls()).isEqualTo(3);
        assertThat(count("ended")).isZero();
    }

    @Test
    void whoRefusesForAllIsBelieved() {
        callee.does((c, invite) -> {
            boolean first = invite.firstLine().contains("sip:1001@");
            c.respond(
                    invite,
                    first ? 302 : 603,
                    first ? "Contact: <sip:1002@127.0.0.1>\r\nContact: <sip:1003@127.0.0.1>\r\n" : "");
        });
        dial("1001");
        assertEnded(EndReason.DECLINED, 603);
        assertThat(callee.calls()).isEqualTo(2);
    }

    @Test
    void aCircleOfRedirectionsEnds() {
        callee.does((c, invite) -> c.respond(invite, 302, "Contact: <sip:" + (callee.calls() + 1) + "@127.0.0.1>\r\n"));
        dial("1001");
        assertEnded(EndReason.CALL_FAILED, 302);
        assertThat(callee.calls()).isLessThan(8);
    }

    @Test
    void earlyMediaIsTold() {
        callee.does(Callee.earlyMedia(Callee.ANSWER, 500));
        dial("1001");
        assertThat(await("ringing").exchange.getMessage().getBody(String.class)).isEqualTo(Callee.ANSWER);
        await("answered");
    }

    @Test
    void refusesATargetThatIsNoNumber() {
        for (String target : List.of("", "1001@evil.example", "1001;transport=tcp", "1001\r\nX: y", "a b", "<1>")) {
            assertThatThrownBy(() -> dial(target)).hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
        assertThat(callee.requests()).isEmpty();
    }

    @Test
    void anUnknownExtensionCannotCall() {
        assertThatThrownBy(() -> dial("1001", Map.of(SipConstants.DIALLED, "9002")))
                .hasStackTraceContaining("no SIP account is known for extension 9002");
        assertThat(component.callCount()).isZero();
    }

    @Test
    void aStopCancelsWhatRings() {
        callee.does(Callee.ringsForEver());
        dial("1001");
        await("ringing");
        context.stop();
        callee.await("CANCEL");
        assertEnded(EndReason.SHUTDOWN, null);
    }

    private SipAccount account() {
        return new SipAccount("9001", "Desk", "auth9001", password, callee.address(), "127.0.0.1", null, "udp", 120);
    }

    private CallId dial(String target) {
        return dial(target, Map.of());
    }

    private CallId dial(String target, Map<String, Object> more) {
        component.setUnregistered(account());
        CallId callId = CallId.fresh();
        Map<String, Object> headers = new HashMap<>(Map.of(
                SipConstants.CALL_ID, callId.value(), SipConstants.DIALLED, "9001", SipConstants.TARGET, target));
        headers.putAll(more);
        context.createProducerTemplate().sendBodyAndHeaders("sip:dial", OFFER, headers);
        return callId;
    }

    private boolean hangup(CallId call, EndReason why) {
        return context.createProducerTemplate()
                .request("sip:hangup", e -> {
                    e.getMessage().setHeader(SipConstants.CALL_ID, call.value());
                    e.getMessage().setHeader(SipConstants.END_REASON, why);
                })
                .getMessage()
                .getHeader(SipConstants.DONE, Boolean.class);
    }

    private Told await(String what) {
        Awaitility.await("sip:" + what).atMost(PATIENCE).until(() -> count(what) > 0);
        return told.stream().filter(t -> t.what.equals(what)).findFirst().get();
    }

    private long count(String what) {
        return told.stream().filter(t -> t.what.equals(what)).count();
    }

    private void assertEnded(EndReason why, Integer status) {
        Told ended = await("ended");
        assertThat(ended.header(SipConstants.END_REASON, EndReason.class)).isEqualTo(why);
        assertThat(ended.header(SipConstants.STATUS, Integer.class)).isEqualTo(status);
        assertThat(component.callCount()).isZero();
        assertThat(count("ended")).isEqualTo(1);
    }
}
