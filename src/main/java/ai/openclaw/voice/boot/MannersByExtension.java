package ai.openclaw.voice.boot;

import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.profile.MannersSource;
import ai.openclaw.voice.worker.Phrases;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * How calls to each extension are held: what is set below {@code voice.extensions.NUMBER.} lies over what is set for all.
 * All are read at the start, so that a wrong one ends it. What a file says of an extension lies over both.
 */
final class MannersByExtension implements Function<String, Manners>, MannersSource {
    private static final String PREFIX = "voice.extensions";
    private static final String PHRASES = "phrases.";
    private static final Bindable<MannersSettings> SETTINGS = Bindable.of(MannersSettings.class);

    private final Map<String, Manners> byExtension = new HashMap<>();
    private final Manners others;
    private final PlaceholdersResolver placeholders;
    private final Iterable<ConfigurationPropertySource> all;
    private final Map<String, Object> extensions;

    MannersByExtension(Environment environment) {
        all = ConfigurationPropertySources.get(environment);
        placeholders = new PropertySourcesPlaceholdersResolver(environment);
        others = manners(new Binder(all, placeholders).bindOrCreate("voice", SETTINGS));
        extensions = new Binder(all, placeholders)
                .bind(PREFIX, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of());
        for (String extension : numbersOf(extensions)) {
            byExtension.put(extension, ofProperties(extension));
        }
    }

    @Override
    public Manners apply(String extension) {
        return byExtension.getOrDefault(extension, others);
    }

    private static Set<String> numbersOf(Map<String, Object> extensions) {
        return extensions.keySet().stream()
                .map(key -> key.replaceFirst("[.].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Set<String> keys() {
        Set<String> keys =
                new TreeSet<>(Set.of(PHRASES + "greeting", PHRASES + "thinking", PHRASES + "transfer-failed"));
        for (RecordComponent part : MannersSettings.class.getRecordComponents()) {
            if (part.getType().isRecord()) {
                for (RecordComponent key : part.getType().getRecordComponents()) {
                    keys.add(hyphenated(part.getName()) + "." + hyphenated(key.getName()));
                }
            }
        }
        return keys;
    }

    @Override
    public Manners of(String extension, Map<String, String> own) {
        Map<String, Object> flat = new HashMap<>();
        own.forEach((key, value) -> flat.put("voice." + key, value));
        List<ConfigurationPropertySource> layers = new ArrayList<>(List.of(new MapConfigurationPropertySource(flat)));
        layers.add(new MapConfigurationPropertySource(properties(extension)));
        all.forEach(layers::add);
        try {
            return manners(new Binder(layers, placeholders).bindOrCreate("voice", SETTINGS));
        } catch (BindException e) {
            throw wrong(e);
        }
    }

    private static WrongSetting wrong(BindException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadSettingException bad) {
                return new WrongSetting(bad.key().replaceFirst("^voice[.]", ""), bad.what(), bad.example());
            }
        }
        BindException innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            innermost = cause instanceof BindException bind && bind.getProperty() != null ? bind : innermost;
        }
        String key = String.valueOf(innermost.getName()).replaceFirst("^voice[.]", "");
        Object value =
                innermost.getProperty() == null ? "" : innermost.getProperty().getValue();
        DefaultValue standard = innermost.getTarget().getAnnotation(DefaultValue.class);
        return new WrongSetting(
                key,
                value + " " + StartFailure.rule(innermost),
                standard == null || standard.value().length == 0 ? "" : standard.value()[0]);
    }

    private Manners ofProperties(String extension) {
        ConfigurationPropertySource own = new MapConfigurationPropertySource(properties(extension));
        List<ConfigurationPropertySource> layers = new ArrayList<>(List.of(own));
        all.forEach(layers::add);
        try {
            new Binder(List.of(own), placeholders)
                    .bind("voice", SETTINGS, new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
            return manners(new Binder(layers, placeholders).bindOrCreate("voice", SETTINGS));
        } catch (BindException e) {
            throw named(extension, e);
        }
    }

    private Map<String, Object> properties(String extension) {
        Map<String, Object> flat = new HashMap<>();
        flatten("voice", extensions.get(extension), flat);
        extensions.forEach((key, value) -> {
            if (key.startsWith(extension + ".")) {
                flatten("voice" + key.substring(extension.length()), value, flat);
            }
        });
        return flat;
    }

    private static String hyphenated(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static void flatten(String key, Object value, Map<String, Object> into) {
        if (value instanceof Map<?, ?> inner) {
            inner.forEach((name, below) -> flatten(key + "." + name, below, into));
        } else if (value != null) {
            into.put(key, value);
        }
    }

    /** The settings' own messages name the key that holds for all. */
    private static RuntimeException named(String extension, BindException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadSettingException bad) {
                return new BadSettingException(bad, "voice.", PREFIX + "." + extension + ".");
            }
        }
        return new BadSettingException(
                PREFIX + "." + extension,
                failure.getName(),
                "cannot be set for an extension, or has no such value",
                "{barge-in: {enabled: false}}");
    }

    private static Manners manners(MannersSettings settings) {
        Phrases phrases = new Phrases(settings.phrases());
        return new Manners(
                phrases.getOrNull("greeting"),
                phrases.getOrNull("thinking"),
                phrases.getOrNull("transfer-failed"),
                settings.bargeIn().rules(),
                settings.endpoint().rules(),
                settings.waiting().rules(),
                settings.limits().rules());
    }
}
