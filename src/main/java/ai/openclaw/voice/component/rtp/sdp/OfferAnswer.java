package ai.openclaw.voice.component.rtp.sdp;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.component.rtp.srtp.OurKeys;
import ai.openclaw.voice.component.rtp.srtp.SrtpKeys;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/** Finds what an offer and we have in common (RFC 3264); {@link OurDescription} writes our side down. */
public final class OfferAnswer {
    // What can be made of our clock's 20 ms.
    private static final int[] PACKETS_MS = {60, 40, 20};
    private static final int SHORTEST_PACKET_MS = 10;
    private static final int USUAL_PACKET_MS = 20;

    private final List<AudioCodec> codecs;
    private final SrtpUse srtp;

    /** @param codecs what we can take; in our own offers the first is preferred */
    public OfferAnswer(List<? extends AudioCodec> codecs, SrtpUse srtp) {
        this.codecs = List.copyOf(codecs);
        this.srtp = srtp;
    }

    /**
     * What we take of this offer, or what was taken of ours: the first codec of theirs that we know, as RFC 3264
     * section 6.1 recommends, on a protected line before one in clear.
     *
     * @param ours the keys that protect what we send
     * @throws NoCommonCodecException when there is nothing to take
     * @throws MalformedSdpException when an address is none
     */
    public MediaAgreement agree(SessionDescription theirs, OurKeys ours)
            throws NoCommonCodecException, MalformedSdpException {
        MediaLine line = chosen(theirs);
        int payloadType = payloadTypeOf(line);
        AudioCodec codec = codecOf(line, payloadType);
        int dtmfClockHz = codec.clockRateHz();
        int dtmf = dtmfOf(line, dtmfClockHz);
        if (dtmf < 0) {
            // Not as RFC 7587 has it, but who offers nothing else has no other keys.
            dtmfClockHz = 8000;
            dtmf = dtmfOf(line, dtmfClockHz);
        }
        InetAddress address = address(theirs.addressOf(line));
        InetSocketAddress rtp = new InetSocketAddress(address, line.port);
        int rtcpPort = line.rtcpMux ? line.port : line.rtcpPort != 0 ? line.rtcpPort : Math.min(65535, line.port + 1);
        MediaDirection direction = address.isAnyLocalAddress()
                ? MediaDirection.INACTIVE
                : theirs.directionOf(line).reversed();
        SrtpKeys protection = null;
        if (isProtected(line)) {
            CryptoLine crypto = line.cryptos.get(0);
            protection = new SrtpKeys(crypto.suite(), ours.of(crypto.suite()), crypto.key());
        }
        List<MediaLayout.Line> lines = theirs.media().stream()
                .map(one -> new MediaLayout.Line(one.media, one.protocol))
                .toList();
        return new MediaAgreement(
                codec,
                payloadType,
                dtmf,
                dtmfClockHz,
                packetMs(line),
                rtp,
                new InetSocketAddress(address, rtcpPort),
                line.rtcpMux,
                direction,
                protection,
                new MediaLayout(lines, theirs.media().indexOf(line)));
    }

    /** What holds between our offer and its answer: our first codec, sent nowhere yet. */
    public MediaAgreement beforeTheAnswer() {
        AudioCodec first = codecs.get(0);
        return new MediaAgreement(first, first.payloadType(), -1, null, null, MediaDirection.SENDRECV);
    }

    List<AudioCodec> codecs() {
        return codecs;
    }

    SrtpUse srtp() {
        return srtp;
    }

    /** Whether keys of this line will be used. */
    boolean isProtected(MediaLine line) {
        return srtp != SrtpUse.OFF && !line.cryptos.isEmpty();
    }

    /** The line that we take. */
    MediaLine chosen(SessionDescription theirs) throws NoCommonCodecException {
        MediaLine best = null;
        boolean understood = false;
        for (MediaLine line : theirs.media()) {
            if (!line.isAudio() && !line.isSecureAudio() || payloadTypeOf(line) < 0) {
                continue;
            }
            understood = true;
            if (worth(line) > 0 && (best == null || worth(line) > worth(best))) {
                best = line;
            }
        }
        if (best == null) {
            throw new NoCommonCodecException(
                    understood
                            ? "SRTP is " + srtp.name().toLowerCase(Locale.ROOT) + ", which the offer's lines are not"
                            : "no RTP audio line with one of " + codecs + " and a port");
        }
        return best;
    }

    /** A line that must be protected goes before one that can be, and that before one in clear; 0 cannot be taken. */
    private int worth(MediaLine line) {
        if (isProtected(line)) {
            return line.isSecureAudio() ? 3 : 2;
        }
        return line.isAudio() && srtp != SrtpUse.REQUIRED ? 1 : 0;
    }

    private int payloadTypeOf(MediaLine line) {
        for (int type : line.payloadTypes()) {
            if (codecOf(line, type) != null) {
                return type;
            }
        }
        return -1;
    }

    private AudioCodec codecOf(MediaLine line, int payloadType) {
        String encoding = line.encoding(payloadType);
        for (AudioCodec codec : codecs) {
            if (encoding.equalsIgnoreCase(codec.name() + "/" + codec.clockRateHz())) {
                return codec;
            }
        }
        return null;
    }

    private static int dtmfOf(MediaLine line, int clockHz) {
        return line.payloadTypes().stream()
                .filter(type -> line.encoding(type).equals("TELEPHONE-EVENT/" + clockHz))
                .findFirst()
                .orElse(-1);
    }

    /** What they want if we can send it, or the next shorter. */
    private static int packetMs(MediaLine line) {
        int wanted = line.packetMs > 0 ? line.packetMs : USUAL_PACKET_MS;
        if (line.longestPacketMs > 0) {
            wanted = Math.min(wanted, line.longestPacketMs);
        }
        for (int ms : PACKETS_MS) {
            if (ms <= wanted) {
                return ms;
            }
        }
        return SHORTEST_PACKET_MS;
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
}
