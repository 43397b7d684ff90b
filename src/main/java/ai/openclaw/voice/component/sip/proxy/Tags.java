package ai.openclaw.voice.component.sip.proxy;

import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;

/** The two tags by which a message names its dialog; {@code null} where there is none yet. */
final class Tags {
    private Tags() {}

    static String from(Message message) {
        return ((FromHeader) message.getHeader(FromHeader.NAME)).getTag();
    }

    static String to(Message message) {
        return ((ToHeader) message.getHeader(ToHeader.NAME)).getTag();
    }
}
