package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;

/**
 * JAIN SIP's parser with a net below it. Its own threads survive a ParseException only: a StackOverflowError from a
 * hostile header ends the UDP thread for all calls, and over TCP a message that does not parse takes the next one on the
 * connection with it, because its body is not skipped. Made by JAIN SIP by name, hence public.
 */
public final class SafeParserFactory implements MessageParserFactory {
    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return new SafeParser(stack.getMaxMessageSize());
    }

    private static final class SafeParser extends StringMsgParser {
        private final int maxBytes;

        SafeParser(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public SIPMessage parseSIPMessage(
                byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener listener) throws ParseException {
            try {
                SIPMessage message = super.parseSIPMessage(bytes, readBody, strict, listener);
                if (message == null || readBody || bodyLength(message) <= maxBytes) {
                    return message;
                }
            } catch (ParseException | RuntimeException | StackOverflowError e) {
                // Whatever is wrong with it, what follows is the same.
            }
            String rest = Malformed.salvage(bytes, maxBytes);
            if (rest == null) {
                // JAIN SIP drops what is null, without a trace in the log that a stranger could fill.
                return null;
            }
            try {
                SIPMessage salvaged = super.parseSIPMessage(rest.getBytes(), readBody, false, listener);
                salvaged.setApplicationData(Malformed.MARK);
                return salvaged;
            } catch (RuntimeException | StackOverflowError e) {
                throw new ParseException("Malformed message", 0);
            }
        }

        private static int bodyLength(SIPMessage message) {
            return message.getContentLength() == null
                    ? 0
                    : message.getContentLength().getContentLength();
        }
    }
}
