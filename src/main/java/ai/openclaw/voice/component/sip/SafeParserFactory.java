package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        private static final Set<Class<?>> NEEDED = Set.of(
                RequestLine.class,
                StatusLine.class,
                Via.class,
                From.class,
                To.class,
                CallID.class,
                CSeq.class,
                ContentLength.class);

        private static final Pattern VERSION = Pattern.compile("^[^\r\n]*\\s(SIP/\\d+\\.\\d+)\\s*\r?\n");
        /** In bytes; whoever writes a longer one is taken to speak 2.0. */
        private static final int LONGEST_FIRST_LINE = 1024;

        private final int maxBytes;

        SafeParser(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public SIPMessage parseSIPMessage(
                byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener listener) throws ParseException {
            try {
                SIPMessage message = super.parseSIPMessage(bytes, readBody, strict, SafeParser::onBadHeader);
                if (message == null || readBody || bodyLength(message) <= maxBytes) {
                    keepVersion(message, bytes);
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
                SIPMessage salvaged = super.parseSIPMessage(
                        rest.getBytes(StandardCharsets.UTF_8), readBody, false, SafeParser::onBadHeader);
                salvaged.setApplicationData(Malformed.MARK);
                return salvaged;
            } catch (RuntimeException | StackOverflowError e) {
                throw new ParseException("Malformed message", 0);
            }
        }

        /** JAIN SIP's own listener closes the TCP connection at the first header it needs and cannot read. */
        private static void onBadHeader(ParseException e, SIPMessage message, Class<?> type, String header, String text)
                throws ParseException {
            if (type != null && NEEDED.contains(type)) {
                throw e;
            }
            message.addUnparsed(header);
        }

        /** JAIN SIP's parser takes any version, and says that it was 2.0. */
        private static void keepVersion(SIPMessage message, byte[] bytes) {
            if (message instanceof SIPRequest request) {
                String head = new String(bytes, 0, Math.min(bytes.length, LONGEST_FIRST_LINE), StandardCharsets.UTF_8);
                Matcher version = VERSION.matcher(head.stripLeading());
                if (version.find()) {
                    request.getRequestLine().setSipVersion(version.group(1));
                }
            }
        }

        private static int bodyLength(SIPMessage message) {
            return message.getContentLength() == null
                    ? 0
                    : message.getContentLength().getContentLength();
        }
    }
}
