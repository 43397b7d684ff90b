package ai.openclaw.voice.component.sip.proxy;

import javax.sip.header.Header;
import javax.sip.message.Message;

/** How long a session lasts unless it is refreshed, RFC 4028 section 4. */
final class SessionExpires {
    private SessionExpires() {}

    /** In seconds; 0 when the message does not say so, or not so that it can be read. */
    static int secondsOf(Message message) {
        Header header = message.getHeader("Session-Expires");
        if (header == null) {
            header = message.getHeader("x");
        }
        if (header == null) {
            return 0;
        }
        String text = header.toString();
        String value = text.substring(text.indexOf(':') + 1).strip().split("[;\\s]", 2)[0];
        return value.matches("\\d{1,7}") ? Integer.parseInt(value) : 0;
    }
}
