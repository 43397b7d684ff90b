package ai.openclaw.voice.demo.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The scenarios that come with the product. */
public final class ScenarioLibrary {
    private ScenarioLibrary() {}

    /** All of them, by name. */
    public static List<Scenario> all() {
        ScenarioReader reader = new ScenarioReader();
        List<Scenario> all = new ArrayList<>();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:scenarios/*.yaml")) {
                all.add(reader.read(
                        file.getFilename(), file.getContentAsString(java.nio.charset.StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.sort(Comparator.comparing(Scenario::name));
        return all;
    }

    /** The scenario of this name. */
    public static Optional<Scenario> named(String name) {
        return all().stream().filter(s -> s.name().equals(name)).findFirst();
    }
}
