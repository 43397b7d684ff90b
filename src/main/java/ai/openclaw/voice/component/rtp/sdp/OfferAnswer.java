package ai.openclaw.voice.component.rtp.sdp;

import ai.openclaw.voice.audio.G711;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds what an offer and we have in common, and writes our side down (RFC 3264). */
public final class OfferAnswer {
    private static final int OUR_DTMF_PAYLOAD_TYPE = 101;

    private final List<G711> codecs;

    /** @param codecs what we can take; in our own offers the first is preferred */
    public OfferAnswer(List<G711> codecs) {
        this.codecs = List.copyOf(codecs);
    }

    /**
     * What we take of this offer, or what was taken of ours: the first codec of theirs that we know, as RFC 3264
     * section 6.1 recommends.
     *
     * @throws NoCommonCodecException when there is nothing to take
     * @throws MalformedSdpException when an address is none
     */
    public MediaAgreement agree(SessionDescription theirs) throws NoCommonCodecException, MalformedSdpException {
        MediaLine line = chosen(theirs);
        int payloadType = codecOf(line);
        G711 codec = G711.valueOf(line.encoding(payloadType).replace("/8000", ""));
        int dtmf = line.payloadTypes().stream()
                .filter(type -> line.encoding(type).equals("TELEPHONE-EVENT/8000"))
                .findFirst()
                .orElse(-1);
        InetAddress address = address(theirs.addressOf(line));
        InetSocketAddress rtp = new InetSocketAddress(address, line.port);
        int rtcpPort = line.rtcpPort != 0 ? line.rtcpPort : Math.min(65535, line.port + 1);
        MediaDirection direction = address.isAnyLocalAddress()
                ? MediaDirection.INACTIVE
                : theirs.directionOf(line).reversed();
        return new MediaAgreement(codec, payloadType, dtmf, rtp, new InetSocketAddress(address, rtcpPort), direction);
    }

    /**
     * Our answer: the one line we take, all others refused with port 0.
     *
     * @param address the address that they shall send to, an IPv4 literal
     * @param session a number that stays the same for the call
     * @param version counts up with each description we send for the call
     */
    public String answer(
            SessionDescription offer, MediaAgreement agreed, String address, int port, long session, int version)
            throws NoCommonCodecException {
        MediaLine chosen = chosen(offer);
        StringBuilder sdp = new StringBuilder(head(address, session, version));
        for (MediaLine line : offer.media()) {
            if (line != chosen) {
                sdp.append("m=").append(line.media).append(" 0 ").append(line.protocol);
                sdp.append(' ').append(String.join(" ", line.formats)).append("\r\n");
                continue;
            }
            sdp.append("m=audio ").append(port).append(" RTP/AVP ").append(agreed.payloadType());
            sdp.append(agreed.dtmfPayloadType() < 0 ? "" : " " + agreed.dtmfPayloadType())
                    .append("\r\n");
            rtpmap(sdp, agreed.payloadType(), agreed.codec());
            if (agreed.dtmfPayloadType() >= 0) {
                dtmf(sdp, agreed.dtmfPayloadType());
            }
            sdp.append("a=ptime:20\r\na=").append(agreed.direction().word()).append("\r\n");
        }
        return sdp.toString();
    }

    /** Our offer, for an INVITE that brought none: all that we can take. */
    public String offer(String address, int port, long session, int version) {
        StringBuilder sdp = new StringBuilder(head(address, session, version));
        sdp.append("m=audio ").append(port).append(" RTP/AVP");
        codecs.forEach(codec -> sdp.append(' ').append(codec.payloadType()));
        sdp.append(' ').append(OUR_DTMF_PAYLOAD_TYPE).append("\r\n");
        codecs.forEach(codec -> rtpmap(sdp, codec.payloadType(), codec));
        dtmf(sdp, OUR_DTMF_PAYLOAD_TYPE);
        return sdp.append("a=ptime:20\r\na=sendrecv\r\n").toString();
    }

    /** What holds between our offer and its answer: our first codec, sent nowhere yet. */
    public MediaAgreement beforeTheAnswer() {
        G711 first = codecs.get(0);
        return new MediaAgreement(
                first, first.payloadType(), OUR_DTMF_PAYLOAD_TYPE, null, null, MediaDirection.SENDRECV);
    }

    private MediaLine chosen(SessionDescription theirs) throws NoCommonCodecException {
        for (MediaLine line : theirs.media()) {
            if (line.isPlainAudio() && codecOf(line) >= 0) {
                return line;
            }
        }
        throw new NoCommonCodecException("no RTP/AVP audio line with one of " + codecs + " and a port");
    }

    private int codecOf(MediaLine line) {
        for (int type : line.payloadTypes()) {
            String encoding = line.encoding(type);
            if (codecs.stream().anyMatch(codec -> encoding.equals(codec.name() + "/8000"))) {
                return type;
            }
        }
        return -1;
    }

    private static InetAddress address(String connection) throws NoCommonCodecException, MalformedSdpException {
        if (connection == null) {
            throw new MalformedSdpException("no c= line says where the audio goes");
        }
        if (!connection.startsWith("IP4 ")) {
            throw new NoCommonCodecException("only IPv4 addresses can be taken");
        }
        String literal = connection.substring(4);
        // Only literals: to look names up for whoever sends us an offer would let strangers use our resolver.
        if (!literal.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            throw new MalformedSdpException("c= holds no single IPv4 address");
        }
        try {
            InetAddress address = InetAddress.getByName(literal);
            if (address.isMulticastAddress() || literal.equals("255.255.255.255")) {
                throw new MalformedSdpException("c= holds no address of one host");
            }
            return address;
        } catch (UnknownHostException e) {
            throw new MalformedSdpException("c= holds no IPv4 address");
        }
    }

    private static String head(String address, long session, int version) {
        return "v=0\r\no=- " + session + " " + version + " IN IP4 " + address + "\r\ns=openclaw-voice\r\nc=IN IP4 "
                + address + "\r\nt=0 0\r\n";
    }

    private static void rtpmap(StringBuilder sdp, int payloadType, G711 codec) {
        sdp.append("a=rtpmap:").append(payloadType).append(' ').append(codec).append("/8000\r\n");
    }

    private static void dtmf(StringBuilder sdp, int payloadType) {
        sdp.append("a=rtpmap:").append(payloadType).append(" telephone-event/8000\r\n");
        sdp.append("a=fmtp:").append(payloadType).append(" 0-15\r\n");
    }
}
