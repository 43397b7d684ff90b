package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sip.message.Request;

/** A request that does not parse, made good as far as a 400 needs it: RFC 3261 section 8.1.3.5 and 18.3. */
final class Malformed {
    /** Lies in the application data of a salvaged request, where no sender can put it. */
    static final Object MARK = new Object();

    /** What the response copies (RFC 3261 section 8.2.6), and the length, without which TCP loses the next message. */
    private static final Map<String, String> NEEDED = Map.ofEntries(
            Map.entry("via", "Via"),
            Map.entry("v", "Via"),
            Map.entry("from", "From"),
            Map.entry("f", "From"),
            Map.entry("to", "To"),
            Map.entry("t", "To"),
            Map.entry("call-id", "Call-ID"),
            Map.entry("i", "Call-ID"),
            Map.entry("cseq", "CSeq"),
            Map.entry("content-length", "Content-Length"),
            Map.entry("l", "Content-Length"));

    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,32}");

    /**
     * JAIN SIP answers a request whose CSeq names another method with 400 and closes the TCP connection: what is right for
     * a request whose end cannot be known.
     */
    private static final String METHOD_THAT_CLOSES = "MALFORMED";

    private Malformed() {}

    static boolean is(Request request) {
        return request instanceof SIPRequest sip && sip.getApplicationData() == MARK;
    }

    /** The request reduced to what parses, or null when it is no request at all. */
    static String salvage(byte[] bytes, int maxBodyBytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).stripLeading();
        int end = text.indexOf("\r\n\r\n");
        String head = (end < 0 ? text : text.substring(0, end)).replaceAll("\r\n[ \t]+", " ");
        String[] lines = head.split("\r?\n");
        String method = lines[0].split(" ", 2)[0];
        if (method.startsWith("SIP/") || !METHOD.matcher(method).matches()) {
            return null;
        }
        List<String> kept = new ArrayList<>();
        boolean endIsKnown = true;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = colon < 0
                    ? null
                    : NEEDED.get(lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT));
            if (name != null) {
                String line = name + ": " + lines[i].substring(colon + 1).strip();
                if (parses(line, maxBodyBytes)) {
                    kept.add(line);
                } else if (name.equals("Content-Length")) {
                    endIsKnown = false;
                }
            }
        }
        return (endIsKnown ? method : METHOD_THAT_CLOSES)
                + " sip:malformed@invalid SIP/2.0\r\n"
                + String.join("\r\n", kept)
                + "\r\n\r\n"
                + (end < 0 ? "" : text.substring(end + 4));
    }

    private static boolean parses(String line, int maxBodyBytes) {
        try {
            return !(StringMsgParser.parseSIPHeader(line) instanceof ContentLength length)
                    || length.getContentLength() <= maxBodyBytes;
        } catch (ParseException | RuntimeException | StackOverflowError e) {
            return false;
        }
    }
}
