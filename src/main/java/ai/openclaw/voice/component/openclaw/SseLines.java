package ai.openclaw.voice.component.openclaw;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the {@code data:} lines of a stream of server-sent events (WHATWG HTML, 9.2). Each line is handed out by itself:
 * a JSON object never spans lines, and some proxies lose the empty lines between events. Comments, event names and ids
 * are skipped, and so is a last line without its end: it was broken off.
 */
final class SseLines {
    private static final int MAX_LINE_BYTES = 1 << 20;

    private final InputStream in;

    SseLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * The next line's data, or null at the end of the stream.
     *
     * @throws IOException when the connection broke, or a line is longer than 1 MiB
     */
    String next() throws IOException {
        for (String line = line(); line != null; line = line()) {
            if (line.startsWith("data:")) {
                return line.substring("data:".length()).strip();
            }
        }
        return null;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() >= MAX_LINE_BYTES) {
                throw new IOException("a line of the stream is too long");
            }
            line.write(b);
        }
        return null;
    }
}
