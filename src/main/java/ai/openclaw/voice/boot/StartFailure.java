package ai.openclaw.voice.boot;

import java.util.Locale;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Finds, below a failed start, the one cause that a person can mend, and names the key to change. */
public class StartFailure extends AbstractFailureAnalyzer<Throwable> implements Ordered {
    private final RoutePlaces routes;

    /** Spring calls it: the only public constructor, because out of several it would take the one without arguments. */
    public StartFailure(Environment settings) {
        // Null when the start failed before the settings were read.
        routes = new RoutePlaces(settings == null ? null : settings.getProperty(RouteFiles.PATTERN_KEY));
    }

    StartFailure() {
        this(null);
    }

    @Override
    protected FailureAnalysis analyze(Throwable root, Throwable cause) {
        for (Throwable t = root; t != null; t = t.getCause()) {
            String line = line(t, root);
            if (line == null) {
                line = RouteFailure.line(t, routes);
            }
            if (line != null) {
                return new FailureAnalysis(line, null, root);
            }
        }
        return null;
    }

    private static String line(Throwable t, Throwable root) {
        if (t instanceof BadSettingException || t instanceof RouteFileException) {
            return t.getMessage();
        }
        if (t instanceof PortInUseException inUse) {
            return "voice.http.port=" + inUse.getPort() + " is in use by another program, for example voice.http.port="
                    + (inUse.getPort() + 1);
        }
        if (t instanceof BindException bind && deepest(bind) instanceof BadSettingException bad) {
            return bad.getMessage();
        }
        if (t instanceof BindException bind && bind.getProperty() != null) {
            return bind.getProperty().getName() + "=" + bind.getProperty().getValue() + " cannot be read as "
                    + bind.getTarget().getType().toString().toLowerCase(Locale.ROOT);
        }
        return null;
    }

    private static Throwable deepest(Throwable t) {
        Throwable deepest = t;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
