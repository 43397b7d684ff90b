package ai.openclaw.voice.component.sip;

import java.util.ListIterator;
import java.util.function.Function;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.message.Message;

/** The option tags of a message, RFC 3261 section 19.2. */
final class Options {
    private Options() {}

    static boolean supports(Message message, String tag) {
        return any(message, SupportedHeader.NAME, header -> ((SupportedHeader) header).getOptionTag(), tag);
    }

    static boolean requires(Message message, String tag) {
        return any(message, RequireHeader.NAME, header -> ((RequireHeader) header).getOptionTag(), tag);
    }

    private static boolean any(Message message, String name, Function<Object, String> tagOf, String wanted) {
        for (ListIterator<?> each = message.getHeaders(name); each != null && each.hasNext(); ) {
            if (wanted.equalsIgnoreCase(tagOf.apply(each.next()))) {
                return true;
            }
        }
        return false;
    }
}
