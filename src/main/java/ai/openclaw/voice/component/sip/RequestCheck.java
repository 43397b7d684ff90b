package ai.openclaw.voice.component.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentEncodingHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.Header;
import javax.sip.header.RequireHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** What RFC 3261 section 8.2 has a user agent check before it looks at what a request wants. */
final class RequestCheck {
    private static final String SIP_VERSION = "SIP/2.0";

    private RequestCheck() {}

    /**
     * A reason to refuse.
     *
     * @param header one that the response must carry, or null
     */
    record Fault(int status, String text, Header header) {}

    static Optional<Fault> fault(Request request, Messages messages, SipConfiguration configuration) {
        if (Malformed.is(request)) {
            return fault(Response.BAD_REQUEST, "Malformed request", null);
        }
        if (!SIP_VERSION.equals(request.getSIPVersion())) {
            return fault(Response.VERSION_NOT_SUPPORTED, "Only " + SIP_VERSION + " is spoken here", null);
        }
        if (!Messages.ALLOWED.contains(request.getMethod())) {
            return fault(405, null, messages.allow());
        }
        if (!(request.getRequestURI() instanceof SipURI) && !(request.getRequestURI() instanceof TelURL)) {
            return fault(Response.UNSUPPORTED_URI_SCHEME, "Only sip, sips and tel addresses are known here", null);
        }
        List<String> unsupported = required(request);
        unsupported.removeAll(Messages.supported(configuration));
        if (!unsupported.isEmpty()) {
            return fault(Response.BAD_EXTENSION, null, messages.unsupported(unsupported));
        }
        String method = request.getMethod();
        if ((method.equals(Request.INVITE) || method.equals(Request.UPDATE))) {
            if (!(request.getHeader(ContactHeader.NAME) instanceof ContactHeader contact)
                    || !(contact.getAddress().getURI() instanceof SipURI)) {
                return fault(Response.BAD_REQUEST, "Contact must hold one sip address", null);
            }
            Optional<Fault> body = bodyFault(request, messages);
            return body.isPresent() ? body : SessionTimer.fault(request, configuration, messages);
        }
        return method.equals(Request.PRACK) ? bodyFault(request, messages) : Optional.empty();
    }

    private static Optional<Fault> bodyFault(Request request, Messages messages) {
        byte[] body = request.getRawContent();
        if (body == null || body.length == 0) {
            return Optional.empty();
        }
        if (request.getHeader(ContentEncodingHeader.NAME) instanceof ContentEncodingHeader encoding
                && !encoding.getEncoding().equalsIgnoreCase("identity")) {
            return fault(415, "The body's encoding is not known here", messages.header("Accept-Encoding", "identity"));
        }
        if (request.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                && type.getContentType().equalsIgnoreCase("application")
                && type.getContentSubType().equalsIgnoreCase("sdp")) {
            return Optional.empty();
        }
        return fault(415, "Only application/sdp is known here", messages.header("Accept", "application/sdp"));
    }

    private static List<String> required(Request request) {
        List<String> tags = new ArrayList<>();
        // CANCEL and ACK must not be refused for it: RFC 3261 section 8.2.2.3.
        if (!request.getMethod().equals(Request.CANCEL) && !request.getMethod().equals(Request.ACK)) {
            ListIterator<?> headers = request.getHeaders(RequireHeader.NAME);
            headers.forEachRemaining(header -> tags.add(((RequireHeader) header).getOptionTag()));
        }
        return tags;
    }

    private static Optional<Fault> fault(int status, String text, Header header) {
        return Optional.of(new Fault(status, text, header));
    }
}
