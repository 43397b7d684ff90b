package ai.openclaw.voice.component.sip.proxy;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call was answered when the caller had been given to somebody else already. Left alone it would stay up at the other side
 * for ever, so it is acknowledged and hung up at once, in the caller's name.
 */
final class LateAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(LateAnswer.class);

    private LateAnswer() {}

    static void hangUp(Wire wire, Request invite, Response ok) {
        try {
            long number = ((CSeqHeader) invite.getHeader(CSeqHeader.NAME)).getSeqNumber();
            wire.send(request(wire, Request.ACK, number, invite, ok));
            wire.clientTransaction(request(wire, Request.BYE, number + 1, invite, ok), Wire.Answers.IGNORED)
                    .sendRequest();
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("A late answer could not be hung up", e);
        }
    }

    private static Request request(Wire wire, String method, long number, Request invite, Response ok)
            throws SipException, ParseException, InvalidArgumentException {
        URI target = invite.getRequestURI();
        if (ok.getHeader(ContactHeader.NAME) instanceof ContactHeader contact) {
            target = contact.getAddress().getURI();
        }
        SIPRequest request = new SIPRequest();
        request.setRequestURI((URI) target.clone());
        request.setMethod(method);
        request.setHeader((CallIdHeader) ok.getHeader(CallIdHeader.NAME).clone());
        request.setHeader((FromHeader) ok.getHeader(FromHeader.NAME).clone());
        request.setHeader((ToHeader) ok.getHeader(ToHeader.NAME).clone());
        CSeqHeader cseq = (CSeqHeader) invite.getHeader(CSeqHeader.NAME).clone();
        cseq.setMethod(method);
        cseq.setSeqNumber(number);
        request.setHeader(cseq);
        Edits.setHeader(request, "Max-Forwards", "70");
        for (Address route : routeBeyondUs(wire, ok)) {
            request.addLast(Edits.route(route));
        }
        SipURI next = Edits.nextHop(request);
        Edits.addVia(request, wire, next == null ? "udp" : Edits.transport(next), Branches.fresh(request));
        return request;
    }

    /** RFC 3261 section 12.1.2, of the part of the route that lies between us and the other side. */
    private static List<Address> routeBeyondUs(Wire wire, Response ok) {
        List<Address> beyond = new ArrayList<>();
        for (Iterator<?> entries = ok.getHeaders(RecordRouteHeader.NAME); entries != null && entries.hasNext(); ) {
            Address entry = ((RecordRouteHeader) entries.next()).getAddress();
            if (entry.getURI() instanceof SipURI uri && wire.isOwn(uri)) {
                break;
            }
            beyond.add(entry);
        }
        Collections.reverse(beyond);
        return beyond;
    }
}
