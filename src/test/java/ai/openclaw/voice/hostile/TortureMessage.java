package ai.openclaw.voice.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the messages that the IETF published to try parsers with.
 *
 * @param name the RFC's own
 */
record TortureMessage(String name, String text) {
    private static final Path FOLDER = Path.of("src/test/resources/torture");
    /** Where the RFCs let a message come from or go to: documentation's addresses and names, which are nobody's. */
    private static final String NOBODY = "192\\.0\\.2\\.\\d+|(?:[a-z0-9-]+\\.)*example\\d*\\.(?:com|net|org|edu)";

    private static final Pattern OUR_WAY_BACK =
            Pattern.compile("(?im)^((?:contact|m|record-route)[ \t]*:(?:.|\r\n[ \t])*?)(?:@(?:" + NOBODY
                    + ")|<sips?:(?:" + NOBODY + "))(?::\\d+)?");

    /** @param rfc the folder's name, for example {@code rfc4475} */
    static List<TortureMessage> of(String rfc) {
        try (var files = Files.list(FOLDER.resolve(rfc))) {
            return files.sorted().map(TortureMessage::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TortureMessage read(Path file) {
        try {
            // One character an octet, so that nothing is lost on the way.
            return new TortureMessage(
                    file.getFileName().toString().replace(".dat", ""),
                    Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The message as it goes out: to loopback, answered to where it came from, and new, whatever was sent before.
     *
     * @param transport {@code UDP} or {@code TCP}
     * @param port the sender's
     */
    byte[] from(String transport, int port) {
        String fresh = UUID.randomUUID().toString().substring(0, 8);
        String sent = text;
        // RFC 3581: without rport we would answer to the port of the name in Via, which may be somebody's.
        sent = sent.replaceFirst(
                "(?im)^((?:via|v)[ \t]*:\\s*SIP\\s*/\\s*[0-9.]+\\s*/\\s*\\w+\\s+[^\\s;,]+)", "$1;rport");
        sent = sent.replaceAll("(?i)(SIP\\s*/\\s*[0-9.]+\\s*/\\s*)(?:UDP|TCP|TLS)\\b", "$1" + transport);
        sent = sent.replaceAll("z9hG4bK(?=[A-Za-z0-9-])", "z9hG4bK" + fresh);
        sent = sent.replaceAll("(?im)^((?:call-id|i)[ \t]*:\\s*)", "$1" + fresh);
        for (String before = ""; !before.equals(sent); ) {
            before = sent;
            sent = OUR_WAY_BACK
                    .matcher(sent)
                    .replaceAll(found -> Matcher.quoteReplacement(found.group(1)
                            + (found.group().startsWith("@", found.group(1).length()) ? "@" : "<sip:")
                            + "127.0.0.1:" + port));
        }
        // As long as before, so that Content-Length stays as right, or as wrong, as it was.
        return sent.replace("192.0.2.", "127.0.0.").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same message, asking for an extension that is there. */
    TortureMessage to(String extension) {
        String host = "(?:" + NOBODY + "|company\\.com|\\[2001:db8[^\\]]*\\](?::\\d+)?)";
        return new TortureMessage(
                name + " to " + extension,
                text.replaceFirst("(?m)^(\\s*[A-Z]+\\s+<?sips?:)[^\\s@;>]*@" + host, "$1" + extension + "@127.0.0.1"));
    }

    @Override
    public String toString() {
        return name;
    }
}
