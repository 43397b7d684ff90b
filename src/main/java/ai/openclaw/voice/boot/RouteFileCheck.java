package ai.openclaw.voice.boot;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.DefaultResourceLoader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Finds what Camel would let pass in silence: a file that holds no routes, and a route that takes the place of another
 * file's because both have the same id.
 */
final class RouteFileCheck {
    private final Map<String, String> fileOfRoute = new HashMap<>();

    /**
     * @param location as Spring's resource loader reads it
     * @throws RouteFileException when the file cannot be used
     */
    void check(String location) {
        if (!(read(location) instanceof List<?> entries)) {
            throw new RouteFileException(RouteFailure.place(location, 1)
                    + ": a route file is a list: its first line begins with \"- route:\" or another \"- \"");
        }
        for (Object entry : entries) {
            if (entry instanceof Map<?, ?> map
                    && map.get("route") instanceof Map<?, ?> route
                    && route.get("id") != null) {
                String id = route.get("id").toString();
                String other = fileOfRoute.putIfAbsent(id, location);
                if (other != null) {
                    throw new RouteFileException(RouteFailure.shortened(location) + ": route " + id + " is in "
                            + RouteFailure.shortened(other)
                            + ", too. Give it another id, or the file the other's name in order to replace it");
                }
            }
        }
    }

    private static Object read(String location) {
        try (InputStream in = new DefaultResourceLoader().getResource(location).getInputStream()) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new RouteFileException(RouteFailure.place(location, line) + ": "
                    + e.getProblem().lines().findFirst().orElse("this is no YAML"));
        } catch (IOException e) {
            throw new RouteFileException(RouteFailure.shortened(location) + " cannot be read: " + e.getMessage());
        }
    }
}
