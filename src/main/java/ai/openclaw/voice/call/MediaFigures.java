package ai.openclaw.voice.call;

/**
 * How a call's sound went over the network, from its first packet to its last. Percentages are of packets, times in ms; null
 * is what nobody told.
 *
 * @param codec the codec at the end, for example {@code G722}
 * @param srtp the suite that protected the packets (RFC 4568, 6.2); null when they went in clear
 * @param packetsReceived RTP packets that came from the caller
 * @param packetsSent RTP packets that went to the caller
 * @param lossPercent of the caller's packets, what never came
 * @param concealedMs sound of the caller's that had to be made up, because it never came or came too late
 * @param jitterMs of the caller's packets at the end (RFC 3550, A.8)
 * @param remoteLossPercent of our packets, what the caller's reports say never came
 * @param remoteJitterMs of our packets, as the caller's last report says
 * @param roundTripMs there and back, from the caller's reports
 * @param mos how well the caller's voice reached us, 1 to 4.5: an estimate after ITU-T G.107
 * @param remoteMos how well ours reached the caller, by the caller's reports
 */
public record MediaFigures(
        String codec,
        String srtp,
        long packetsReceived,
        long packetsSent,
        double lossPercent,
        long concealedMs,
        double jitterMs,
        Double remoteLossPercent,
        Double remoteJitterMs,
        Double roundTripMs,
        Double mos,
        Double remoteMos) {}
