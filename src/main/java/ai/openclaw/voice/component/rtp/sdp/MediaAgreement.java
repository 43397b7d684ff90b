package ai.openclaw.voice.component.rtp.sdp;

import ai.openclaw.voice.audio.AudioCodec;
import ai.openclaw.voice.component.rtp.srtp.SrtpKeys;
import java.net.InetSocketAddress;

/**
 * What both sides agreed upon.
 *
 * @param codec the codec for both directions
 * @param payloadType the RTP payload type that names it here
 * @param dtmfPayloadType the payload type of telephone events (RFC 4733), or -1 when there are none
 * @param dtmfClockHz in what their durations are counted, Hz
 * @param packetMs how much sound is sent in a packet: 10, 20, 40 or 60 ms
 * @param remoteRtp where our RTP goes; null while nobody has said
 * @param remoteRtcp where our RTCP goes; null while nobody has said
 * @param rtcpMux whether RTCP takes RTP's ports (RFC 5761)
 * @param direction who sends, seen from us
 * @param protection the keys of SRTP; null when packets go in clear
 * @param layout what the session's lines are for, and which of them is ours
 */
public record MediaAgreement(
        AudioCodec codec,
        int payloadType,
        int dtmfPayloadType,
        int dtmfClockHz,
        int packetMs,
        InetSocketAddress remoteRtp,
        InetSocketAddress remoteRtcp,
        boolean rtcpMux,
        MediaDirection direction,
        SrtpKeys protection,
        MediaLayout layout) {

    /** Packets of 20 ms in clear. */
    public MediaAgreement(
            AudioCodec codec,
            int payloadType,
            int dtmfPayloadType,
            InetSocketAddress remoteRtp,
            InetSocketAddress remoteRtcp,
            MediaDirection direction) {
        this(codec, payloadType, dtmfPayloadType, 8000, 20, remoteRtp, remoteRtcp, false, direction, null, null);
    }
}
