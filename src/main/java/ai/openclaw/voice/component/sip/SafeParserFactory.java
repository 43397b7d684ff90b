package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;

/**
 * JAIN SIP's parser, with a net below it. Its own threads survive a ParseException only: a StackOverflowError from a
 * hostile header ends the UDP thread for all calls. Made by JAIN SIP by name, hence public.
 */
public final class SafeParserFactory implements MessageParserFactory {
    private static final MessageParser SAFE = new SafeParser();

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return SAFE;
    }

    private static final class SafeParser extends StringMsgParser {
        @Override
        public SIPMessage parseSIPMessage(
                byte[] message, boolean readBody, boolean strict, ParseExceptionListener listener)
                throws ParseException {
            try {
                return super.parseSIPMessage(message, readBody, strict, listener);
            } catch (ParseException | RuntimeException | StackOverflowError e) {
                // The text goes into JAIN SIP's own 400, so it must say nothing of us.
                throw new ParseException("Malformed message", 0);
            }
        }
    }
}
