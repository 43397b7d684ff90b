package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Direction;
import ai.openclaw.voice.call.SerialExecutor;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sip.SipException;
import javax.sip.header.CallIdHeader;
import javax.sip.message.Request;
import org.apache.camel.Message;

/** Places calls: what {@code sip:dial} does. */
final class Dialler {
    /** Extensions and numbers. Anything else could make another address, or other headers, of what we send. */
    private static final Pattern TARGET = Pattern.compile("\\+?[A-Za-z0-9*#._-]{1,64}");

    private final Function<String, Optional<SipAccount>> accounts;
    private final Switchboard board;

    /** @param accounts by extension */
    Dialler(Function<String, Optional<SipAccount>> accounts, Switchboard board) {
        this.accounts = accounts;
        this.board = board;
    }

    /**
     * Begins a call as the headers say, with our offer in the body, and returns at once.
     *
     * @throws IllegalArgumentException when a header is missing or wrong
     * @throws SipException when the call cannot even be tried; then sip:ended tells nothing of it
     */
    CallId dial(Message message) throws SipException {
        String extension = required(message, SipConstants.DIALLED);
        String target = required(message, SipConstants.TARGET);
        String offer = message.getBody(String.class);
        if (!TARGET.matcher(target).matches()) {
            throw new IllegalArgumentException(SipConstants.TARGET + ": that is no number to dial");
        }
        if (offer == null || offer.isBlank()) {
            throw new IllegalArgumentException(
                    "sip:dial needs our SDP offer as its body; rtp:open without a body makes one");
        }
        SipAccount account = accounts.apply(extension)
                .orElseThrow(() -> new SipException("no SIP account is known for extension " + extension));
        if (board.legs().size() >= board.configuration().getMaxCalls()) {
            throw new SipException("too many calls");
        }
        String given = message.getHeader(SipConstants.CALL_ID, String.class);
        CallId callId = given == null ? CallId.fresh() : new CallId(given);
        if (board.legs().find(callId).isPresent()) {
            throw new IllegalArgumentException("the call " + callId + " exists already");
        }
        String callerId = message.getHeader(SipConstants.CALLER_ID, String.class);
        Dialling dialling = new Dialling(board.outgoing(), board.stack().messages(), account, callerId);
        Request invite = dialling.invite(target, offer);
        CallInfo info = new CallInfo(
                callId,
                Direction.OUTBOUND,
                ((CallIdHeader) invite.getHeader(CallIdHeader.NAME)).getCallId(),
                extension,
                target,
                null,
                account.nextHop(),
                account.transport(),
                System.currentTimeMillis(),
                offer);
        long ringMs =
                message.getHeader(SipConstants.RING_TIMEOUT_MS, board.timers().maxRingMs(), Long.class);
        new OutgoingCall(info, dialling, new SerialExecutor(board.timers().threads(), callId), board)
                .begin(invite, ringMs);
        return callId;
    }

    private static String required(Message message, String header) {
        String value = message.getHeader(header, String.class);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("sip:dial needs the header " + header);
        }
        return value;
    }
}
