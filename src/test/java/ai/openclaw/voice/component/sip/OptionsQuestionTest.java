package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.testkit.SipCallee;
import ai.openclaw.voice.testkit.SipText;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class OptionsQuestionTest {
    @ParameterizedTest
    @CsvSource({"udp,200", "tcp,200", "udp,404", "udp,503"})
    void learnsWhatTheOtherSystemAnswers(String transport, int status) throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                SipCallee system = SipCallee.over(transport)) {
            CompletableFuture<Integer> answer =
                    CompletableFuture.supplyAsync(() -> bed.component.ask(system.uri(), 20_000));
            SipText options = system.awaitRequest("OPTIONS");
            assertThat(options.firstLine()).contains("sip:127.0.0.1:" + system.port());
            system.answer(options, status);
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(status);
        }
    }

    @Test
    void aSilentSystemIsNotThereAndIsNotAskedOnAndOn() throws Exception {
        try (SipTestBed bed = SipTestBed.answering();
                SipCallee system = SipCallee.over("udp")) {
            assertThat(bed.component.ask(system.uri(), 300)).isZero();
            system.awaitRequest("OPTIONS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void aSystemThatIsAwayIsNotThere(String transport) throws Exception {
        SipCallee gone = SipCallee.over(transport);
        String uri = gone.uri();
        gone.close();
        try (SipTestBed bed = SipTestBed.answering()) {
            assertThat(bed.component.ask(uri, 300)).isZero();
        }
    }
}
