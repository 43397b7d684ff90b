package ai.openclaw.voice.component.sip;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN SIP's log, led into slf4j. Its errors are whatever a stranger's packet provokes, and quote it: so they are
 * debugging output here, and its debugging output is trace. JAIN SIP makes it by name, hence public.
 */
public final class JainLog implements StackLogger {
    private static final Logger LOG = LoggerFactory.getLogger("ai.openclaw.voice.component.sip.jain");

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return level <= TRACE_WARN ? LOG.isDebugEnabled() : LOG.isTraceEnabled();
    }

    @Override
    public void logFatalError(String message) {
        LOG.debug(message);
    }

    @Override
    public void logError(String message) {
        LOG.debug(message);
    }

    @Override
    public void logError(String message, Exception e) {
        LOG.debug(message, e);
    }

    @Override
    public void logException(Throwable e) {
        LOG.debug("JAIN SIP", e);
    }

    @Override
    public void logWarning(String message) {
        LOG.debug(message);
    }

    @Override
    public void logInfo(String message) {
        LOG.trace(message);
    }

    @Override
    public void logDebug(String message) {
        LOG.trace(message);
    }

    @Override
    public void logDebug(String message, Exception e) {
        LOG.trace(message, e);
    }

    @Override
    public void logTrace(String message) {
        LOG.trace(message);
    }

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String stamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
