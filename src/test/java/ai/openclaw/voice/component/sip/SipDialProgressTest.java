package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.testkit.Callee;
import ai.openclaw.voice.testkit.SipText;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What comes before the answer to a call of ours, and what comes again because we were slow. */
@Execution(ExecutionMode.CONCURRENT)
class SipDialProgressTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Callee callee = new Callee();
    private SipTestBed bed;
    private int repetitions;

    @AfterEach
    void stop() {
        callee.close();
        bed.close();
    }

    @Test
    void acknowledgesEachReliableProvisionalResponseOnce() throws Exception {
        dial(SipTestBed.anyPort(), () -> {});
        SipText invite = callee.await("INVITE");
        assertThat(invite.header("Supported")).contains("100rel");

        rings(invite, 776);
        rings(invite, 776);
        awaitPracks(1);
        // What comes too early is not ours to acknowledge: RFC 3262 section 4.
        rings(invite, 900);
        rings(invite, 777);
        awaitPracks(2);
        callee.answer(invite, Callee.ANSWER);
        callee.await("ACK");
        bed.await("answered");

        String cSeq = invite.header("CSeq").split(" ")[0];
        assertThat(callee.requests("PRACK").stream().map(p -> p.header("RAck")))
                .containsExactly("776 " + cSeq + " INVITE", "777 " + cSeq + " INVITE");
        assertThat(callee.requests("PRACK").get(0).firstLine())
                .isEqualTo("PRACK sip:callee@" + callee.address() + " SIP/2.0");
        assertThat(callee.requests("BYE")).isEmpty();
    }

    private void rings(SipText invite, int number) {
        callee.respond(
                invite,
                183,
                "Require: 100rel\r\nRSeq: " + number + "\r\nContact: <sip:callee@" + callee.address() + ">\r\n");
    }

    private void awaitPracks(int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> callee.requests("PRACK").size() >= count);
    }

    @Test
    void anAnswerThatIsRepeatedWhileAllThreadsAreBusyIsOneCall() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        SipConfiguration oneThread = SipTestBed.anyPort();
        oneThread.setCallThreads(1);
        dial(oneThread, () -> busy.await(30, TimeUnit.SECONDS));
        SipText invite = callee.await("INVITE");
        callee.respond(invite, 180, "");
        bed.await("ringing");

        repeatForAsLongAsJainRemembersTheTransaction(invite);
        busy.countDown();
        callee.await("ACK");
        bed.await("answered");
        bed.template.sendBodyAndHeader(
                "sip:hangup", null, SipConstants.CALL_ID, bed.await("answered").callId());
        callee.await("BYE");
        assertThat(callee.requests("BYE")).hasSize(1);
    }

    /** It forgets it with the tick of T1 after the first 2xx. */
    private void repeatForAsLongAsJainRemembersTheTransaction(SipText invite) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            callee.answer(invite, Callee.ANSWER);
            return ++repetitions == 20;
        });
    }

    private interface Step {
        void run() throws Exception;
    }

    private void dial(SipConfiguration configuration, Step whileRinging) throws Exception {
        callee.does(Callee.isDead());
        bed = new SipTestBed(configuration, (exchange, template) -> {});
        bed.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("sip:ringing")
                        .process(e -> bed.told.add(new SipTestBed.Told("ringing", e.copy())))
                        .process(e -> whileRinging.run());
                from("sip:answered").process(e -> bed.told.add(new SipTestBed.Told("answered", e.copy())));
            }
        });
        bed.component.setUnregistered(
                new SipAccount("9001", null, "9001", null, callee.address(), "127.0.0.1", null, "udp", 120));
        bed.template.sendBodyAndHeaders(
                "sip:dial", SipTestBed.ANSWER, Map.of(SipConstants.DIALLED, "9001", SipConstants.TARGET, "1001"));
    }
}
