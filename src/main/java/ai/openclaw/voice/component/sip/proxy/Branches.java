package ai.openclaw.voice.component.sip.proxy;

import java.util.Iterator;
import java.util.Objects;
import java.util.UUID;
import javax.sip.SipException;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;

/**
 * The branches of our Vias. Each holds a mark of what the request is about, so that one that comes back to us unchanged is
 * known again, RFC 3261 section 16.3 step 4.
 */
final class Branches {
    /** What every branch since RFC 3261 begins with, and then ours. */
    private static final String BEGINNING = "z9hG4bK-hop-";

    private Branches() {}

    static String fresh(Request request) {
        return BEGINNING + mark(request) + "-" + UUID.randomUUID().toString().substring(0, 13);
    }

    static boolean isOurs(String branch) {
        return branch != null && branch.startsWith(BEGINNING);
    }

    /** Whether we have passed this very request on before. */
    static boolean isLoop(Request request, Wire wire) {
        String ours = BEGINNING + mark(request) + "-";
        for (Iterator<?> vias = request.getHeaders(ViaHeader.NAME); vias.hasNext(); ) {
            ViaHeader via = (ViaHeader) vias.next();
            if (via.getBranch() != null && via.getBranch().startsWith(ours) && isOurs(via, wire)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOurs(ViaHeader via, Wire wire) {
        try {
            ViaHeader own = wire.via(Edits.transport(via));
            return own.getHost().equals(via.getHost()) && own.getPort() == via.getPort();
        } catch (SipException e) {
            return false;
        }
    }

    /** The host of the Request-URI is left out: each hop of a loop may write its own. */
    private static String mark(Request request) {
        URI uri = request.getRequestURI();
        CSeqHeader cseq = (CSeqHeader) request.getHeader(CSeqHeader.NAME);
        int mark = Objects.hash(
                ((CallIdHeader) request.getHeader(CallIdHeader.NAME)).getCallId(),
                ((FromHeader) request.getHeader(FromHeader.NAME)).getTag(),
                cseq.getSeqNumber(),
                cseq.getMethod(),
                uri instanceof SipURI sip ? sip.getUser() : uri.toString());
        return Integer.toHexString(mark);
    }
}
