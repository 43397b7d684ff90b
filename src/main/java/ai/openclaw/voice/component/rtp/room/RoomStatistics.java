package ai.openclaw.voice.component.rtp.room;

import ai.openclaw.voice.call.MediaFigures;

/**
 * A room's figures, at the moment they were asked for.
 *
 * @param callId the call
 * @param codec the codec's name, for example {@code PCMU}
 * @param lossRobustness the codec's factor Bpl, ITU-T G.107
 * @param srtp the suite that protects the packets; null when they go in clear
 * @param localPort our RTP port
 * @param packetsReceived RTP packets taken from the caller
 * @param packetsSent RTP packets sent
 * @param lost packets that the sequence numbers say are missing (RFC 3550, A.3)
 * @param reordered packets that came after a younger one
 * @param duplicates packets that came twice
 * @param late packets that came too late to be played
 * @param concealedMs made-up sound, ms
 * @param foreign valid packets from elsewhere, ignored
 * @param garbage datagrams that are no RTP of this call
 * @param jitterMs interarrival jitter (RFC 3550, A.8), ms
 * @param bufferMs how long the jitter buffer waits for a packet that is missing, ms
 * @param remoteLost packets of ours that the caller's reports say are missing; -1 without a report
 * @param remoteJitterMs jitter as the caller's reports say, ms; -1 without a report
 * @param roundTripMs from RTCP, ms; -1 without a report
 * @param firstPacketMs from opening the room to the first packet, ms; -1 when none came
 */
public record RoomStatistics(
        String callId,
        String codec,
        double lossRobustness,
        String srtp,
        int localPort,
        long packetsReceived,
        long packetsSent,
        long lost,
        long reordered,
        long duplicates,
        long late,
        long concealedMs,
        long foreign,
        long garbage,
        double jitterMs,
        int bufferMs,
        long remoteLost,
        double remoteJitterMs,
        double roundTripMs,
        long firstPacketMs) {
    // What a packet waits for before it is sent: its own sound.
    private static final double PACKET_MS = 20;

    /** What of it belongs into the call's record. */
    public MediaFigures figures() {
        long expected = packetsReceived + lost;
        double lossPercent = expected == 0 ? 0 : 100.0 * lost / expected;
        boolean reported = remoteLost >= 0 && packetsSent > 0;
        Double remoteLossPercent = reported ? Math.min(100.0, 100.0 * remoteLost / packetsSent) : null;
        double wayMs = Math.max(0, roundTripMs) / 2 + PACKET_MS;
        Double mos = null;
        if (packetsReceived > 0) {
            // What comes too late is as good as lost; how long we wait for it is our jitter buffer's delay.
            double unplayed = Math.min(100, 100.0 * (lost + late) / expected);
            mos = EModel.opinion(wayMs + jitterMs, unplayed, lossRobustness);
        }
        // A telephone's buffer waits for about twice the jitter.
        Double remoteMos =
                reported ? EModel.opinion(wayMs + 2 * remoteJitterMs, remoteLossPercent, lossRobustness) : null;
        return new MediaFigures(
                codec,
                srtp,
                packetsReceived,
                packetsSent,
                hundredths(lossPercent),
                concealedMs,
                jitterMs,
                remoteLossPercent == null ? null : hundredths(remoteLossPercent),
                remoteJitterMs < 0 ? null : hundredths(remoteJitterMs),
                roundTripMs < 0 ? null : hundredths(roundTripMs),
                mos,
                remoteMos);
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
