package ai.openclaw.voice.component.openclaw;

import static ai.openclaw.voice.component.openclaw.BrainUnderTest.QUICK;
import static ai.openclaw.voice.component.openclaw.BrainUnderTest.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.demo.brain.Fault;
import ai.openclaw.voice.demo.brain.Fault.Kind;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogTest {
    private static final String TOKEN = "t0p-secret";
    private static final String WORDS = "my doctor must not know about the parrot";
    private static final String UPSTREAM = "⚠️ upstream babble";

    private final Logger ours = (Logger) LoggerFactory.getLogger("ai.openclaw.voice");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final BrainUnderTest test = new BrainUnderTest(QUICK.withToken(TOKEN));
    private final CallId call = CallId.fresh();

    @BeforeEach
    void listen() {
        ours.setLevel(Level.TRACE);
        lines.start();
        ours.addAppender(lines);
        test.options().setToken(TOKEN);
    }

    @AfterEach
    void close() {
        ours.detachAppender(lines);
        ours.setLevel(null);
        test.close();
    }

    private static String text(ILoggingEvent line) {
        return line.getFormattedMessage()
                + (line.getThrowableProxy() == null
                        ? ""
                        : line.getThrowableProxy().getMessage());
    }

    private void makeEverythingFail() throws Exception {
        for (Kind kind : List.of(Kind.EMPTY, Kind.DROP, Kind.GARBAGE, Kind.ERROR_TEXT, Kind.ERROR_OBJECT)) {
            test.brain.faults().add(Fault.of(kind).text(UPSTREAM).times(1));
            assertThat(catchThrowable(() -> test.ask(call, WORDS))).isInstanceOf(OpenClawException.class);
        }
        test.brain.faults().add(Fault.status(500).text(UPSTREAM).times(1));
        assertThat(catchThrowable(() -> test.ask(call, WORDS))).isInstanceOf(OpenClawException.class);
        test.brain.faults().add(Fault.of(Kind.DROP).afterTokens(16).times(1));
        all(test.ask(call, "When are you open?"));
        all(test.ask(call, WORDS));
    }

    @Test
    void theTokenIsInNoLineOfAnyLevel() throws Exception {
        makeEverythingFail();
        assertThat(lines.list).isNotEmpty().noneMatch(line -> text(line).contains(TOKEN));
    }

    @Test
    void nobodysWordsAreInALineAtInfoOrAbove() throws Exception {
        makeEverythingFail();
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .isNotEmpty()
                .noneMatch(line -> text(line).contains("parrot"))
                .noneMatch(line -> text(line).contains("babble"));
    }

    @Test
    void theUpstreamsTextIsThereForWhoeverDebugs() throws Exception {
        makeEverythingFail();
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel() == Level.DEBUG)
                .anyMatch(line -> text(line).contains("babble"));
    }

    @Test
    void everyLineAboutACallBearsItsName() throws Exception {
        makeEverythingFail();
        assertThat(lines.list)
                .filteredOn(line -> line.getLoggerName().contains(".component.openclaw."))
                .isNotEmpty()
                .allMatch(line -> call.value().equals(line.getMDCPropertyMap().get(CallId.MDC_KEY)));
    }
}
