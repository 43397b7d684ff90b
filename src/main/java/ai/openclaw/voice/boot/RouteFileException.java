package ai.openclaw.voice.boot;

/** A route file that the program cannot start with. Its message is one line that names the file and the place in it. */
public class RouteFileException extends RuntimeException {
    RouteFileException(String message) {
        super(message);
    }
}
