package ai.openclaw.voice.boot;

import ai.openclaw.voice.call.Manners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** How the product would hold calls with these settings, without the product: for simulations. */
public record ProductManners(Function<String, Manners> byExtension, Map<String, String> phrases) {
    public static ProductManners of(Map<String, String> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("scenario", new TreeMap<>(settings)));
        try {
            new YamlPropertySourceLoader()
                    .load("product", new ClassPathResource("application.yaml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> phrases = Binder.get(environment)
                .bind("voice.phrases", Bindable.mapOf(String.class, String.class))
                .get();
        return new ProductManners(new MannersByExtension(environment), phrases);
    }
}
