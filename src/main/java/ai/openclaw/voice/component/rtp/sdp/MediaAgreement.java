package ai.openclaw.voice.component.rtp.sdp;

import ai.openclaw.voice.audio.G711;
import java.net.InetSocketAddress;

/**
 * What both sides agreed upon.
 *
 * @param codec the codec for both directions
 * @param payloadType the RTP payload type that names it here
 * @param dtmfPayloadType the payload type of telephone events (RFC 4733), or -1 when there are none
 * @param remoteRtp where our RTP goes; null while nobody has said
 * @param remoteRtcp where our RTCP goes; null while nobody has said
 * @param direction who sends, seen from us
 */
public record MediaAgreement(
        G711 codec,
        int payloadType,
        int dtmfPayloadType,
        InetSocketAddress remoteRtp,
        InetSocketAddress remoteRtcp,
        MediaDirection direction) {}
