package ai.openclaw.voice.demo.caller;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A SIP request or response (RFC 3261, section 7), read leniently. */
record SipMessage(String startLine, List<Header> headers, String body) {
    private static final Map<String, String> COMPACT = Map.of(
            "v",
            "via",
            "f",
            "from",
            "t",
            "to",
            "i",
            "call-id",
            "m",
            "contact",
            "l",
            "content-length",
            "c",
            "content-type");

    record Header(String name, String value) {
        boolean is(String wanted) {
            String full = COMPACT.getOrDefault(name.toLowerCase(Locale.ROOT), name);
            return full.equalsIgnoreCase(wanted);
        }
    }

    /** The message in these bytes, or null when they are none. */
    static SipMessage parse(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        int blank = text.indexOf("\r\n\r\n");
        if (blank <= 0) {
            return null;
        }
        String[] lines = text.substring(0, blank).replaceAll("\r\n[ \t]+", " ").split("\r\n");
        if (!lines[0].contains("SIP/2.0")) {
            return null;
        }
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.add(new Header(
                        lines[i].substring(0, colon).strip(),
                        lines[i].substring(colon + 1).strip()));
            }
        }
        return new SipMessage(lines[0], headers, text.substring(blank + 4));
    }

    boolean isResponse() {
        return startLine.startsWith("SIP/2.0 ");
    }

    int status() {
        return Integer.parseInt(startLine.substring(8, 11));
    }

    String reason() {
        return startLine.length() > 12 ? startLine.substring(12).strip() : "";
    }

    /** The method: of a request its own, of a response the one in CSeq. */
    String method() {
        if (!isResponse()) {
            return startLine.substring(0, startLine.indexOf(' '));
        }
        String cseq = header("CSeq");
        return cseq.substring(cseq.indexOf(' ') + 1).strip();
    }

    int cseq() {
        String cseq = header("CSeq");
        return Integer.parseInt(cseq.substring(0, cseq.indexOf(' ')));
    }

    /** The first header of that name, or the empty string. */
    String header(String name) {
        return headers.stream()
                .filter(h -> h.is(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    List<String> all(String name) {
        return headers.stream().filter(h -> h.is(name)).map(Header::value).toList();
    }

    /** The values of a header that may hold several in one line, such as Record-Route. */
    List<String> split(String name) {
        List<String> values = new ArrayList<>();
        for (String line : all(name)) {
            for (String value : line.split(",(?![^<]*>)")) {
                values.add(value.strip());
            }
        }
        return values;
    }

    String branch() {
        return parameter(header("Via"), "branch");
    }

    Map<String, List<String>> headerMap() {
        Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(h -> map.computeIfAbsent(h.name, n -> new ArrayList<>()).add(h.value));
        return map;
    }

    /** The value of {@code ;name=value}, or the empty string. */
    static String parameter(String header, String name) {
        for (String part : header.split(";")) {
            String trimmed = part.strip();
            if (trimmed.regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
                return trimmed.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    /** The URI in a name-addr such as {@code "A" <sip:a@b>;tag=c}. */
    static String uri(String nameAddr) {
        int open = nameAddr.indexOf('<');
        if (open >= 0) {
            int close = nameAddr.indexOf('>', open);
            return nameAddr.substring(open + 1, close < 0 ? nameAddr.length() : close);
        }
        int semicolon = nameAddr.indexOf(';');
        return semicolon < 0
                ? nameAddr.strip()
                : nameAddr.substring(0, semicolon).strip();
    }
}
