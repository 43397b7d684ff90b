package ai.openclaw.voice.demo.caller;

import ai.openclaw.voice.component.rtp.sdp.CryptoLine;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The caller's session descriptions (RFC 4566, offer/answer RFC 3264) and what it understands of the far side's. */
final class CallerSdp {
    /** The dynamic payload type that phones commonly give to telephone-event (RFC 4733). */
    static final int TELEPHONE_EVENT = 101;

    private final String address;
    private final int rtpPort;
    private final boolean telephoneEvent;
    private final CallerSrtp srtp;
    private final long sessionId = ThreadLocalRandom.current().nextLong(1, 1L << 31);
    private int version;

    /** @param srtp protects the sound; null for a call in clear */
    CallerSdp(String address, int rtpPort, boolean telephoneEvent, CallerSrtp srtp) {
        this.address = address;
        this.rtpPort = rtpPort;
        this.telephoneEvent = telephoneEvent;
        this.srtp = srtp;
    }

    /**
     * What the far side said of its media.
     *
     * @param codec the first codec of its list that is ours too, or null
     * @param telephoneEvent its payload type for DTMF, or -1
     * @param direction {@code sendrecv}, {@code sendonly}, {@code recvonly} or {@code inactive}, as the far side sees it
     * @param crypto its key; null for a call in clear
     */
    record Remote(String address, int port, Codec codec, int telephoneEvent, String direction, CryptoLine crypto) {
        boolean wantsToHear() {
            return direction.equals("sendrecv") || direction.equals("recvonly");
        }
    }

    /** What we offer. */
    String describe(List<Codec> codecs, String direction) {
        return describe(codecs, direction, CallerSrtp.TAG);
    }

    /** What we answer to an offer. */
    String answer(Remote offer) {
        return describe(List.of(offer.codec()), mirrored(offer.direction()), srtp == null ? 0 : offer.crypto.tag());
    }

    private String describe(List<Codec> codecs, String direction, int cryptoTag) {
        String types = codecs.stream().map(c -> " " + c.payloadType()).collect(Collectors.joining());
        StringBuilder sdp = new StringBuilder()
                .append("v=0\r\no=caller ")
                .append(sessionId)
                .append(' ')
                .append(++version)
                .append(" IN IP4 ")
                .append(address)
                .append("\r\ns=call\r\nc=IN IP4 ")
                .append(address)
                .append("\r\nt=0 0\r\nm=audio ")
                .append(rtpPort)
                .append(srtp == null ? " RTP/AVP" : " RTP/SAVP")
                .append(types)
                .append(telephoneEvent ? " " + TELEPHONE_EVENT : "")
                .append("\r\n")
                .append(srtp == null ? "" : srtp.describe(cryptoTag));
        codecs.forEach(c -> sdp.append("a=rtpmap:")
                .append(c.payloadType())
                .append(' ')
                .append(c.name())
                .append("/8000\r\n"));
        if (telephoneEvent) {
            sdp.append("a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n");
        }
        return sdp.append("a=ptime:20\r\na=").append(direction).append("\r\n").toString();
    }

    /** The far side's description, or null when it has no audio stream that can be used. */
    Remote read(String sdp) {
        Matcher media = Pattern.compile("(?m)^m=audio (\\d+) RTP/" + (srtp == null ? "AVP" : "SAVP") + " ([0-9 ]+)")
                .matcher(sdp);
        if (!media.find() || media.group(1).equals("0")) {
            return null;
        }
        String stream = sdp.substring(media.start());
        int next = stream.indexOf("\nm=");
        stream = next < 0 ? stream : stream.substring(0, next + 1);
        String address = first(stream, "(?m)^c=IN IP[46] ([^\\s/]+)", first(sdp, "(?m)^c=IN IP[46] ([^\\s/]+)", null));
        CryptoLine crypto = srtp == null ? null : crypto(stream);
        if (address == null || srtp != null && crypto == null) {
            return null;
        }
        Codec codec = null;
        for (String type : media.group(2).strip().split(" +")) {
            for (Codec candidate : Codec.values()) {
                if (codec == null && Integer.parseInt(type) == candidate.payloadType()) {
                    codec = candidate;
                }
            }
        }
        int event = Integer.parseInt(first(stream, "(?mi)^a=rtpmap:(\\d+) telephone-event/8000", "-1"));
        String direction = first(
                stream,
                "(?m)^a=(sendrecv|sendonly|recvonly|inactive)",
                first(sdp, "(?m)^a=(sendrecv|sendonly|recvonly|inactive)", "sendrecv"));
        return new Remote(address, Integer.parseInt(media.group(1)), codec, event, direction, crypto);
    }

    private static CryptoLine crypto(String stream) {
        return Pattern.compile("(?m)^a=crypto:(.+)$")
                .matcher(stream)
                .results()
                .map(line -> CryptoLine.of(line.group(1)))
                .filter(Objects::nonNull)
                .filter(line -> line.suite() == CallerSrtp.SUITE)
                .findFirst()
                .orElse(null);
    }

    /** The answer to an offered direction (RFC 3264, 6.1). */
    private static String mirrored(String direction) {
        return switch (direction) {
            case "sendonly" -> "recvonly";
            case "recvonly" -> "sendonly";
            default -> direction;
        };
    }

    private static String first(String text, String regex, String otherwise) {
        Matcher m = Pattern.compile(regex).matcher(text);
        return m.find() ? m.group(1) : otherwise;
    }
}
