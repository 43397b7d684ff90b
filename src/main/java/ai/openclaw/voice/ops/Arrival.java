package ai.openclaw.voice.ops;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Notes when a request began to come. Whoever sent it has waited since then, and not since a controller saw it: in a process
 * that is cold and busy, filters alone can take a second.
 */
public final class Arrival extends ValveBase {
    static final String ATTRIBUTE = Arrival.class.getName();

    public Arrival() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(ATTRIBUTE, request.getCoyoteRequest().getStartTimeNanos());
        getNext().invoke(request, response);
    }

    /** When the first byte of it was read, on {@link System#nanoTime()}; now, where nobody took note. */
    static long nanosOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Long nanos ? nanos : System.nanoTime();
    }
}
