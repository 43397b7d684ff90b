package ai.openclaw.voice.demo.caller;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a SIP URI as a caller needs: {@code sip:user@host:port}. */
public record SipUri(String user, String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?i)<?sips?:(?:([^@;?>]*)@)?(\\[[0-9a-f:]+\\]|[^:;?>]+)(?::(\\d+))?.*");

    /** @throws IllegalArgumentException when the text is no SIP URI */
    public static SipUri parse(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            throw new IllegalArgumentException("no SIP URI: " + text + " (expected sip:EXTENSION@HOST:PORT)");
        }
        return new SipUri(
                m.group(1) == null ? "" : m.group(1),
                m.group(2),
                m.group(3) == null ? 5060 : Integer.parseInt(m.group(3)));
    }

    @Override
    public String toString() {
        return "sip:" + (user.isEmpty() ? "" : user + "@") + host + ":" + port;
    }
}
