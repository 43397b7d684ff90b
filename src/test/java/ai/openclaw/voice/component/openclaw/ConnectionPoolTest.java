package ai.openclaw.voice.component.openclaw;

import static ai.openclaw.voice.component.openclaw.BrainUnderTest.QUICK;
import static ai.openclaw.voice.component.openclaw.BrainUnderTest.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
    private final BrainUnderTest test = new BrainUnderTest(QUICK.withIdleMs(150));
    private final CallId call = CallId.fresh();

    @AfterEach
    void close() {
        test.close();
    }

    private void askAtOnce(int calls) throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            answers.add(test.ask(CallId.fresh(), "When are you open?"));
        }
        for (Answer answer : answers) {
            assertThat(all(answer)).contains("Saturday");
        }
    }

    @Test
    void oneConnectionServesOneQuestionAfterTheOther() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(all(test.ask(call, "When are you open?"))).contains("Saturday");
        }
        assertThat(test.brain.counters().connections()).isEqualTo(1);
    }

    @Test
    void aConnectionThatTheBrainClosedWhileIdleIsReplacedWithoutAFailure() throws Exception {
        assertThat(all(test.ask(call, "When are you open?"))).contains("Saturday");
        await().until(() -> test.brain.openConnections() == 0);

        assertThat(test.component.http().idleConnections())
                .as("the pool believes in it")
                .isEqualTo(1);
        assertThat(all(test.ask(call, "And on Sunday?"))).contains("Sunday we are closed");
        assertThat(test.brain.counters().connections()).isEqualTo(2);
        assertThat(test.brain.counters().questions()).hasSize(2);
    }

    @Test
    void aRestartedBrainLeavesOnlyDeadConnectionsAndNoneIsAFailure() throws Exception {
        askAtOnce(12);
        test.brain.dropConnections();
        askAtOnce(12);
        assertThat(test.brain.counters().questions()).hasSize(24);
    }

    @Test
    void aReusedConnectionThatDiesBeforeTheReplysFirstByteIsReplacedToo() throws Exception {
        assertThat(all(test.ask(call, "When are you open?"))).contains("Saturday");
        test.brain.faults().add(Fault.of(Kind.DROP).afterTokens(-1).times(1));
        assertThat(all(test.ask(call, "And on Sunday?"))).contains("Sunday we are closed");
    }
}
