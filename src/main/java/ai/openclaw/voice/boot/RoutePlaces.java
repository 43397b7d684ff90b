package ai.openclaw.voice.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Knows which line of which file a route is in; Camel's exceptions name the route alone. */
final class RoutePlaces {
    private final String patterns;

    /** @param patterns the files, as {@code camel.main.routes-include-pattern} has them; null for none */
    RoutePlaces(String patterns) {
        this.patterns = patterns == null ? "" : patterns;
    }

    /** @return for example {@code config/routes/mine.camel.yaml, line 2}; null when it is not found */
    String of(String routeId) {
        Pattern line = Pattern.compile("\\bid: *[\"']?" + Pattern.quote(routeId) + "[\"']?(?![\\w-])");
        for (String pattern : patterns.split(",")) {
            try {
                for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                    List<String> lines = file.getContentAsString(StandardCharsets.UTF_8)
                            .lines()
                            .toList();
                    for (int i = 0; i < lines.size(); i++) {
                        if (line.matcher(lines.get(i)).find()) {
                            return RouteFailure.place(file.getURL().toString(), i + 1);
                        }
                    }
                }
            } catch (IOException e) {
                // a file that cannot be read holds no route either
            }
        }
        return null;
    }
}
