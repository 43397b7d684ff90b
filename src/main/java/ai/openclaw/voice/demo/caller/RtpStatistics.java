package ai.openclaw.voice.demo.caller;

/**
 * What the caller saw of the two RTP streams.
 *
 * @param sent packets that left
 * @param received packets that came, duplicates not counted
 * @param lost packets that the sequence numbers promise and that never came
 * @param reordered packets that came after a later one
 * @param duplicates packets that came twice
 * @param maxGapMs the longest time between two arrivals, ms
 * @param jitterMs interarrival jitter of RFC 3550, 6.4.1, at the end, ms
 * @param invalid datagrams that were no RTP of the negotiated types
 * @param rtcp RTCP datagrams that came
 * @param sourcesSeen how many SSRCs were seen
 * @param ownLatestMs how late the worst of the caller's own packets left, ms: above 20 the machine was too busy to judge
 */
public record RtpStatistics(
        long sent,
        long received,
        long lost,
        long reordered,
        long duplicates,
        double maxGapMs,
        double jitterMs,
        long invalid,
        long rtcp,
        int sourcesSeen,
        double ownLatestMs) {}
