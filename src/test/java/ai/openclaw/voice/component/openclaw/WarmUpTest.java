package ai.openclaw.voice.component.openclaw;

import static ai.openclaw.voice.component.openclaw.BrainUnderTest.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import ai.openclaw.voice.demo.brain.RecordedRequest;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WarmUpTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(WarmUp.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final BrainUnderTest test = new BrainUnderTest();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void close() {
        log.detachAppender(lines);
        test.close();
    }

    @Test
    void asksOneQuestionUnderAKeyOfItsOwnAndSaysHowLongItTook() {
        test.camel.getEndpoint("openclaw:voice?warmUp=true");
        await().until(() -> lines.list.size() == 1);

        assertThat(lines.list.get(0).getFormattedMessage()).matches(".*is warm.* \\d+ ms.*");
        assertThat(test.brain.counters().questions())
                .singleElement()
                .extracting(RecordedRequest::sessionKey)
                .asString()
                .matches("agent:voice:warm-up-[0-9a-f-]{36}");
    }

    @Test
    void holdsUpNoCall() throws Exception {
        test.brain.faults().add(Fault.of(Kind.HANG).times(1));
        test.camel.getEndpoint("openclaw:voice?warmUp=true");
        await().until(() -> test.brain.counters().questions().size() == 1);
        assertThat(all(test.ask("openclaw:voice", CallId.fresh(), "When are you open?", Map.of())))
                .contains("Saturday");
    }

    @Test
    void aBrainThatIsNotThereYetStopsNothing() {
        test.brain.close();
        test.camel.getEndpoint("openclaw:voice?warmUp=true");
        await().until(() -> lines.list.size() == 1);
        assertThat(lines.list.get(0).getFormattedMessage()).contains("brain:unreachable");
    }

    @Test
    void endsWithTheContext() {
        test.brain.faults().add(Fault.of(Kind.HANG).times(1));
        test.camel.getEndpoint("openclaw:voice?warmUp=true");
        await().until(() -> test.brain.counters().questions().size() == 1);
        test.camel.stop();
        await().until(() -> test.brain.counters().aborted() == 1);
    }
}
