package ai.openclaw.voice.boot;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in one line what is wrong with a route, and where. */
final class RouteFailure {
    private RouteFailure() {}

    /** @return null when the failure is not a route's */
    static String line(Throwable failure, RoutePlaces places) {
        if (failure instanceof MarkedYamlEngineException yaml) {
            Optional<Mark> mark = yaml.getProblemMark();
            String where = mark.map(m -> place(m.getName(), m.getLine() + 1)).orElse("a route file");
            return where + ": " + firstLine(yaml.getProblem());
        }
        if (failure instanceof FailedToCreateRouteException creation) {
            return route(creation.getRouteId(), places) + deepest(creation);
        }
        if (failure instanceof FailedToStartRouteException start) {
            return route(start.getRouteId(), places) + deepest(start);
        }
        return null;
    }

    static String place(String file, int line) {
        return shortened(file) + ", line " + line;
    }

    /** As the person wrote it: below the folder that the program was started in. */
    static String shortened(String file) {
        String path = file.replaceFirst("^file:/*(?=/)", "").replaceFirst("^classpath:routes/", "the built-in ");
        String here = Path.of("").toAbsolutePath() + "/";
        return path.startsWith(here) ? path.substring(here.length()) : path;
    }

    private static String route(String id, RoutePlaces places) {
        String place = id == null ? null : places.of(id);
        return (place == null ? "" : place + ": ") + "route " + id + ": ";
    }

    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = firstLine(deepest.getMessage());
        return message.startsWith("Failed to start route") ? message.replaceFirst(".* because: ", "") : message;
    }

    private static String firstLine(String text) {
        return text == null ? "unknown reason" : text.lines().findFirst().orElse("unknown reason");
    }
}
