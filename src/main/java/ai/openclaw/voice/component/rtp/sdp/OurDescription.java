package ai.openclaw.voice.component.rtp.sdp;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.component.rtp.srtp.CryptoSuite;
import ai.openclaw.voice.component.rtp.srtp.OurKeys;
import java.util.List;

/**
 * Our side of the session, written down (RFC 3264).
 *
 * @param address the address that they shall send to, an IPv4 literal
 * @param port our RTP port
 * @param session a number that stays the same for the call
 * @param version counts up with each description we send for the call
 * @param keys protect what we send
 */
public record OurDescription(String address, int port, long session, int version, OurKeys keys) {
    private static final int DTMF_PAYLOAD_TYPE = 101;
    // For codecs whose clock is Opus'; by custom it is one of those that nobody else takes.
    private static final int DTMF_48000_PAYLOAD_TYPE = 110;
    // Those that everybody knows; more of them, and an INVITE no longer fits a UDP packet (RFC 3261, 18.1.1).
    private static final List<CryptoSuite> OFFERED_SUITES =
            List.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80, CryptoSuite.AES_CM_128_HMAC_SHA1_32);
    private static final String IN_CLEAR = "RTP/AVP";
    private static final String PROTECTED = "RTP/SAVP";

    /**
     * Our answer: the one line we take, all others refused with port 0.
     *
     * @throws NoCommonCodecException when there is nothing to take
     */
    public String answer(OfferAnswer negotiation, SessionDescription offer, MediaAgreement agreed)
            throws NoCommonCodecException {
        MediaLine chosen = negotiation.chosen(offer);
        StringBuilder sdp = head();
        for (MediaLine line : offer.media()) {
            if (line != chosen) {
                sdp.append("m=").append(line.media).append(" 0 ").append(line.protocol);
                sdp.append(' ').append(String.join(" ", line.formats)).append("\r\n");
                continue;
            }
            sdp.append("m=audio ").append(port).append(' ').append(line.protocol);
            sdp.append(' ').append(agreed.payloadType());
            sdp.append(agreed.dtmfPayloadType() < 0 ? "" : " " + agreed.dtmfPayloadType())
                    .append("\r\n");
            if (agreed.protection() != null) {
                CryptoSuite suite = agreed.protection().suite();
                sdp.append(CryptoLine.write(chosen.cryptos.get(0).tag(), suite, keys.of(suite)));
            }
            codec(sdp, agreed.payloadType(), agreed.codec());
            if (agreed.dtmfPayloadType() >= 0) {
                dtmf(sdp, agreed.dtmfPayloadType(), agreed.dtmfClockHz());
            }
            sdp.append(agreed.rtcpMux() ? "a=rtcp-mux\r\n" : "");
            end(sdp, agreed.direction());
        }
        return sdp.toString();
    }

    /**
     * Our offer, for an INVITE that brought none: all that we can take. What may be protected is offered in clear with keys
     * beside it: whoever knows them there takes them, and nobody else is troubled by a second line.
     *
     * @param before what was agreed upon before; the session keeps its lines
     */
    public String offer(OfferAnswer negotiation, MediaAgreement before) {
        SrtpUse srtp = negotiation.srtp();
        String usual = srtp == SrtpUse.REQUIRED ? PROTECTED : IN_CLEAR;
        MediaLayout layout = before.layout() != null
                ? before.layout()
                : new MediaLayout(List.of(new MediaLayout.Line("audio", usual)), 0);
        StringBuilder sdp = head();
        for (int i = 0; i < layout.lines().size(); i++) {
            MediaLayout.Line line = layout.lines().get(i);
            if (i != layout.ours()) {
                sdp.append("m=").append(line.media()).append(" 0 ").append(line.protocol());
                sdp.append(" 0\r\n");
                continue;
            }
            ourLine(sdp, line.protocol(), negotiation.codecs(), srtp != SrtpUse.OFF);
        }
        return sdp.toString();
    }

    private void ourLine(StringBuilder sdp, String protocol, List<AudioCodec> codecs, boolean withKeys) {
        boolean opusClock = codecs.stream().anyMatch(codec -> codec.clockRateHz() == 48_000);
        sdp.append("m=audio ").append(port).append(' ').append(protocol);
        codecs.forEach(codec -> sdp.append(' ').append(codec.payloadType()));
        sdp.append(' ').append(DTMF_PAYLOAD_TYPE);
        sdp.append(opusClock ? " " + DTMF_48000_PAYLOAD_TYPE : "").append("\r\n");
        if (withKeys) {
            for (int i = 0; i < OFFERED_SUITES.size(); i++) {
                CryptoSuite suite = OFFERED_SUITES.get(i);
                sdp.append(CryptoLine.write(i + 1, suite, keys.of(suite)));
            }
        }
        codecs.forEach(codec -> codec(sdp, codec.payloadType(), codec));
        dtmf(sdp, DTMF_PAYLOAD_TYPE, 8000);
        if (opusClock) {
            dtmf(sdp, DTMF_48000_PAYLOAD_TYPE, 48_000);
        }
        end(sdp, MediaDirection.SENDRECV);
    }

    private StringBuilder head() {
        return new StringBuilder("v=0\r\no=- " + session + " " + version + " IN IP4 " + address
                + "\r\ns=openclaw-voice\r\nc=IN IP4 " + address + "\r\nt=0 0\r\n");
    }

    private static void codec(StringBuilder sdp, int payloadType, AudioCodec codec) {
        sdp.append("a=rtpmap:").append(payloadType).append(' ').append(codec.rtpmap());
        sdp.append("\r\n");
        if (codec.parameters() != null) {
            sdp.append("a=fmtp:").append(payloadType).append(' ').append(codec.parameters());
            sdp.append("\r\n");
        }
    }

    private static void dtmf(StringBuilder sdp, int payloadType, int clockHz) {
        sdp.append("a=rtpmap:").append(payloadType).append(" telephone-event/").append(clockHz);
        sdp.append("\r\na=fmtp:").append(payloadType).append(" 0-15\r\n");
    }

    private static void end(StringBuilder sdp, MediaDirection direction) {
        sdp.append("a=ptime:20\r\na=").append(direction.word()).append("\r\n");
    }
}
