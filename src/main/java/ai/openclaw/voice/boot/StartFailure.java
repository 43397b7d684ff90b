package ai.openclaw.voice.boot;

import ai.openclaw.voice.profile.WrongProfileException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Finds, below a failed start, the one cause that a person can mend, and names the key to change. */
public class StartFailure extends AbstractFailureAnalyzer<Throwable> implements Ordered {
    /** How components, which know no {@link BadSettingException}, begin what they say of a setting. */
    private static final Pattern NAMES_A_KEY = Pattern.compile("voice\\.[a-z0-9.-]+[:=].*");

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
        // The innermost line is the most exact one: a failed binding, for example, wraps what is wrong with the value.
        // A
        // route's failure to start may only be the place where a wrong setting shows.
        String setting = null;
        String route = null;
        for (Throwable t = root; t != null; t = t.getCause()) {
            String said = line(t);
            setting = said == null ? setting : said;
            route = route == null ? RouteFailure.line(t, routes) : route;
        }
        String line = setting == null ? route : setting;
        return line == null ? null : new FailureAnalysis(line, null, root);
    }

    private static String line(Throwable t) {
        if (t instanceof BadSettingException || t instanceof RouteFileException || t instanceof WrongProfileException) {
            return t.getMessage();
        }
        if (t instanceof PortInUseException inUse) {
            return new BadSettingException(
                            "voice.http.port",
                            inUse.getPort(),
                            "is in use by another program",
                            String.valueOf(inUse.getPort() + 1))
                    .getMessage();
        }
        if (t instanceof BindException bind && bind.getProperty() != null) {
            return unreadable(bind, bind.getProperty());
        }
        if (t instanceof InvalidConfigurationPropertyValueException invalid
                && invalid.getName().equals("server.port")) {
            // Boot reads its own copy of our key first.
            return new BadSettingException("voice.http.port", invalid.getValue(), "must be a whole number", "8080")
                    .getMessage();
        }
        if (t instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
            return "config/voice.yaml, line " + (yaml.getProblemMark().getLine() + 1) + ": " + yaml.getProblem();
        }
        if (t.getMessage() != null && NAMES_A_KEY.matcher(t.getMessage()).matches()) {
            return t.getMessage();
        }
        return null;
    }

    private static String unreadable(BindException bind, ConfigurationProperty property) {
        String key = property.getName().toString();
        String rule = rule(bind);
        DefaultValue standard = bind.getTarget().getAnnotation(DefaultValue.class);
        return standard == null || standard.value().length == 0
                ? key + "=" + property.getValue() + " " + rule
                : new BadSettingException(key, property.getValue(), rule, standard.value()[0]).getMessage();
    }

    /** What a value has to be that could not be read. */
    static String rule(BindException bind) {
        Class<?> type = bind.getTarget().getType().resolve(Object.class);
        if (type.isEnum()) {
            return "must be one of "
                    + Stream.of(type.getEnumConstants())
                            .map(one -> one.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .collect(Collectors.joining(", "));
        }
        return "must be "
                + (type == boolean.class
                        ? "true or false"
                        : isWhole(type) ? "a whole number" : "a value of another kind");
    }

    private static boolean isWhole(Class<?> type) {
        return type == int.class || type == Integer.class || type == long.class;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
