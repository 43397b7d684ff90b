package ai.openclaw.voice.component.rtp.room;

/**
 * A room's figures, at the moment they were asked for.
 *
 * @param callId the call
 * @param codec {@code PCMU} or {@code PCMA}
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
        long firstPacketMs) {}
