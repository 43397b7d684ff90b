package ai.openclaw.voice.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A SIP message as it was on the wire, taken apart no further than tests need. */
public record SipText(String text) {
    public String firstLine() {
        return text.substring(0, text.indexOf("\r\n"));
    }

    public boolean isResponse() {
        return text.startsWith("SIP/2.0 ");
    }

    /** The status of a response. */
    public int status() {
        return Integer.parseInt(text.substring(8, 11));
    }

    /** The method of a request; of a response that of its CSeq. */
    public String method() {
        return isResponse() ? header("CSeq").split(" ")[1] : text.substring(0, text.indexOf(' '));
    }

    public String header(String name) {
        List<String> all = headers(name);
        return all.isEmpty() ? null : all.get(0);
    }

    public List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        for (String line : text.substring(0, endOfHeaders()).split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
                values.add(line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    /** The entries of a header that is a list, such as Via and Route, however they are spread over lines. */
    public List<String> entries(String name) {
        return headers(name).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .toList();
    }

    public String body() {
        return text.substring(endOfHeaders() + 4);
    }

    /** The value of ;tag= in From or To, or null. */
    public String tag(String header) {
        int at = header(header).toLowerCase(Locale.ROOT).indexOf(";tag=");
        return at < 0 ? null : header(header).substring(at + 5).split(";")[0];
    }

    private int endOfHeaders() {
        return text.indexOf("\r\n\r\n");
    }
}
