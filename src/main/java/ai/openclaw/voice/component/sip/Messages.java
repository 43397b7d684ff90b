package ai.openclaw.voice.component.sip;

import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.Allow;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.header.Unsupported;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Builds what we send: responses and the headers that say who we are and what we can do. */
final class Messages {
    /** What we understand; RFC 3261 section 20.5 wants it in a 405 and recommends it in 200. */
    static final List<String> ALLOWED = List.of(
            Request.INVITE,
            Request.ACK,
            Request.BYE,
            Request.CANCEL,
            Request.OPTIONS,
            Request.UPDATE,
            Request.PRACK,
            Request.INFO,
            Request.REFER,
            Request.NOTIFY);

    /** The option tag of RFC 3891. */
    private static final String REPLACES = "replaces";

    /** Says in a trace which system has a call. */
    static final String VERSION_HEADER = "X-Voice-Version";

    /** This system. */
    static final String VERSION = "v2";

    /** RFC 3261 section 20.43: 399 is the warning whose text is for humans. */
    private static final int WARNING_FOR_HUMANS = 399;
    /** ITU-T Q.850: normal call clearing, and temporary failure. */
    private static final int Q850_NORMAL = 16;

    private static final int Q850_TEMPORARY_FAILURE = 41;

    private final AddressFactoryImpl addresses = new AddressFactoryImpl();
    private final HeaderFactoryImpl headers = new HeaderFactoryImpl();
    private final MessageFactoryImpl messages = new MessageFactoryImpl();
    private final SipConfiguration configuration;

    Messages(SipConfiguration configuration) {
        this.configuration = configuration;
    }

    /** A response with a To tag, RFC 3261 section 8.2.6.2, so that JAIN SIP can make a dialog of it. */
    Response response(int status, Request request, String toTag) {
        try {
            Response response = messages.createResponse(status, request);
            ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (status != Response.TRYING && to.getTag() == null) {
                to.setTag(toTag);
            }
            response.setHeader(headers.createServerHeader(List.of(configuration.getUserAgent())));
            if (request.getMethod().equals(Request.INVITE) && status != Response.TRYING) {
                response.setHeader(header(VERSION_HEADER, VERSION));
            }
            if (status == Response.SERVICE_UNAVAILABLE) {
                response.setHeader(headers.createRetryAfterHeader(configuration.getRetryAfterSeconds()));
            }
            return response;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException("no response with status " + status + " can be made", e);
        }
    }

    Response response(int status, Request request) {
        return response(status, request, freshTag());
    }

    static String freshTag() {
        return Utils.getInstance().generateTag();
    }

    /** Where others reach us. */
    ContactHeader contact(String user, String transport, String host, int port) {
        try {
            SipURI uri = addresses.createSipURI(escaped(user), host);
            uri.setPort(port);
            if (!transport.equals("udp")) {
                uri.setTransportParam(transport);
            }
            return headers.createContactHeader(addresses.createAddress(uri));
        } catch (ParseException e) {
            throw new IllegalStateException("voice.sip.public-address: " + host + " is no address", e);
        }
    }

    /** The extensions of SIP that we understand. */
    static List<String> supported(SipConfiguration configuration) {
        return configuration.getSessionExpires() == 0
                ? List.of(Ringing.OPTION_TAG, REPLACES)
                : List.of(SessionTimer.OPTION_TAG, Ringing.OPTION_TAG, REPLACES);
    }

    /** Says what we can do: Allow, Supported, Accept. */
    void addAbilities(Message message) {
        try {
            message.setHeader(allow());
            // All in one line; JAIN SIP's factory would have a line for each.
            message.setHeader(new Supported(String.join(", ", supported(configuration))));
            message.setHeader(headers.createAcceptHeader("application", "sdp"));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body as text, empty when there is none. */
    static String sdp(Message message) {
        byte[] body = message.getRawContent();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    void addSdp(Message message, String sdp) {
        try {
            message.setContent(
                    sdp.getBytes(StandardCharsets.UTF_8), headers.createContentTypeHeader("application", "sdp"));
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a session description", e);
        }
    }

    /** A status line, RFC 3515 section 2.4.5. */
    void addFragment(Message message, String line) {
        try {
            message.setContent(
                    line.getBytes(StandardCharsets.US_ASCII), headers.createContentTypeHeader("message", "sipfrag"));
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a status line", e);
        }
    }

    /** A word for the human who reads the trace. Takes any text: what a header cannot hold is replaced. */
    void addWarning(Message message, String text) {
        if (text == null || text.isBlank()) {
            return;
        }
        try {
            message.setHeader(
                    headers.createWarningHeader(configuration.advertisedAddress(), WARNING_FOR_HUMANS, quotable(text)));
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException("no warning can be made", e);
        }
    }

    /** Why we hang up, RFC 3326. */
    Header hangupReason(String word, boolean failure) {
        try {
            return headers.createReasonHeader("Q.850", failure ? Q850_TEMPORARY_FAILURE : Q850_NORMAL, quotable(word));
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException("no reason can be made", e);
        }
    }

    /** All methods in one line; JAIN SIP's factory would have a line for each. */
    Header allow() {
        return new Allow(String.join(", ", ALLOWED));
    }

    Header unsupported(List<String> optionTags) {
        return new Unsupported(String.join(", ", optionTags));
    }

    Header userAgent() {
        try {
            return headers.createUserAgentHeader(List.of(configuration.getUserAgent()));
        } catch (ParseException e) {
            throw new IllegalStateException("voice.sip.user-agent: " + configuration.getUserAgent() + " is none", e);
        }
    }

    Header header(String name, String value) {
        try {
            return headers.createHeader(name, value);
        } catch (ParseException e) {
            throw new IllegalArgumentException("no header " + name + " can be made", e);
        }
    }

    /** RFC 3261 section 25.1: what the user part of an address cannot hold as it is. */
    static String escaped(String user) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : user.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-_.!~*'()&=+$".indexOf(c) >= 0);
            escaped.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return escaped.toString();
    }

    /** Fit for a quoted string: what such a header cannot hold is replaced. */
    static String quotable(String text) {
        return text.replaceAll("[\"\\\\]", "'")
                .replaceAll("[^\\x20-\\x7e]+", " ")
                .strip();
    }
}
