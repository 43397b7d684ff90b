package ai.openclaw.voice.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/**
 * What the log says of faults of our own: errors, warnings with a stack trace, threads that died of an exception. From its
 * making until it is closed.
 */
public final class FaultLog implements AutoCloseable {
    private final Predicate<Thread> whose;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Thread.UncaughtExceptionHandler handlerBefore = Thread.getDefaultUncaughtExceptionHandler();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (!whose.test(Thread.currentThread())) {
                return;
            }
            boolean warned = event.getLevel() == Level.WARN && event.getThrowableProxy() != null;
            if (warned || event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                String trace = event.getThrowableProxy() == null
                        ? ""
                        : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
                seen.add(event.getLoggerName() + ": " + event.getFormattedMessage() + trace);
            }
        }
    };

    public FaultLog() {
        this(thread -> true);
    }

    /** @param whose the threads whose faults are looked for, where others run beside them */
    public FaultLog(Predicate<Thread> whose) {
        this.whose = whose;
        appender.start();
        root().addAppender(appender);
        Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> {
            if (whose.test(thread)) {
                seen.add("thread " + thread.getName() + " died of " + cause);
            }
        });
    }

    public List<String> seen() {
        return seen;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    public void close() {
        root().detachAppender(appender);
        Thread.setDefaultUncaughtExceptionHandler(handlerBefore);
    }
}
