package ai.openclaw.voice.component.sip;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.sip.Dialog;
import javax.sip.ResponseEvent;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.header.RSeqHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provisional responses to an INVITE of ours that want to be acknowledged (RFC 3262 section 4): each once, and in their
 * order. A callee whose response is not acknowledged repeats it and then refuses the call. Thread-safe.
 */
final class ReliableProgress {
    private static final Logger LOG = LoggerFactory.getLogger(ReliableProgress.class);

    /** By the tag of who sends them: of several phones that ring each counts for itself. */
    private final Map<String, Long> latest = new HashMap<>();

    /**
     * Acknowledges a response if it wants that.
     *
     * @param threads send the PRACK, which may have to wait for a connection
     * @return false when it is a repetition or came before its turn, and so is to be ignored
     */
    boolean take(ResponseEvent event, SipStack stack, Executor threads) {
        if (event.getDialog() == null || !isReliable(event.getResponse())) {
            return true;
        }
        if (!isNext(event.getResponse())) {
            return false;
        }
        threads.execute(() -> acknowledge(event.getDialog(), event.getResponse(), stack));
        return true;
    }

    private static boolean isReliable(Response response) {
        int status = response.getStatusCode();
        return status > Response.TRYING
                && status < Response.OK
                && ((CSeqHeader) response.getHeader(CSeqHeader.NAME))
                        .getMethod()
                        .equals(Request.INVITE)
                && Options.requires(response, Ringing.OPTION_TAG)
                && response.getHeader(RSeqHeader.NAME) instanceof RSeqHeader;
    }

    private synchronized boolean isNext(Response response) {
        String tag = ((ToHeader) response.getHeader(ToHeader.NAME)).getTag();
        long number = ((RSeqHeader) response.getHeader(RSeqHeader.NAME)).getSequenceNumber();
        Long before = latest.get(tag);
        boolean next = before == null || number == before + 1;
        if (next) {
            latest.put(tag, number);
        }
        return next;
    }

    private static void acknowledge(Dialog dialog, Response response, SipStack stack) {
        try {
            Request prack = dialog.createPrack(response);
            prack.setHeader(stack.messages().userAgent());
            stack.sendInDialog(dialog, prack);
        } catch (SipException | RuntimeException e) {
            // It comes again, and ends the call if it is never acknowledged.
            LOG.debug("PRACK could not be sent", e);
        }
    }
}
