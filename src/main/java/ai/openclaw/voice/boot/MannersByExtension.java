package ai.openclaw.voice.boot;

import ai.openclaw.voice.call.Manners;
import ai.openclaw.voice.worker.Phrases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * How calls to each extension are held: what is set below {@code voice.extensions.NUMBER.} lies over what is set for all.
 * All are read at the start, so that a wrong one ends it.
 */
final class MannersByExtension implements Function<String, Manners> {
    private static final String PREFIX = "voice.extensions";
    private static final Bindable<MannersSettings> SETTINGS = Bindable.of(MannersSettings.class);

    private final Map<String, Manners> byExtension = new HashMap<>();
    private final Manners others;
    private final PlaceholdersResolver placeholders;

    MannersByExtension(Environment environment) {
        Iterable<ConfigurationPropertySource> all = ConfigurationPropertySources.get(environment);
        placeholders = new PropertySourcesPlaceholdersResolver(environment);
        others = manners(new Binder(all, placeholders).bindOrCreate("voice", SETTINGS));
        Map<String, Object> extensions = new Binder(all, placeholders)
                .bind(PREFIX, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of());
        for (String extension : numbersOf(extensions)) {
            byExtension.put(extension, manners(extension, extensions, all));
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

    private Manners manners(
            String extension, Map<String, Object> extensions, Iterable<ConfigurationPropertySource> all) {
        Map<String, Object> flat = new HashMap<>();
        flatten("voice", extensions.get(extension), flat);
        extensions.forEach((key, value) -> {
            if (key.startsWith(extension + ".")) {
                flatten("voice" + key.substring(extension.length()), value, flat);
            }
        });
        ConfigurationPropertySource own = new MapConfigurationPropertySource(flat);
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
        return new Manners(
                new Phrases(settings.phrases()).getOrNull("greeting"),
                settings.bargeIn().rules(),
                settings.endpoint().rules(),
                settings.waiting().rules(),
                settings.limits().rules());
    }
}
