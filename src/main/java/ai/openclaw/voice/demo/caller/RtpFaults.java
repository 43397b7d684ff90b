package ai.openclaw.voice.demo.caller;

/**
 * What is wrong with the caller's line. All values 0 or false: a perfect one.
 *
 * @param loseEvery every nth packet is not sent; 0 none
 * @param jitterMs each packet is delayed by a random time up to this, ms; above 20 packets overtake each other
 * @param duplicateEvery every nth packet is sent twice; 0 none
 * @param garbageEvery after every nth packet a datagram of random bytes follows; 0 none
 * @param foreignEvery after every nth packet a loud one comes from another port, as an intruder's would; 0 none
 * @param wrongSourcePort all packets leave from another port than the SDP names
 */
public record RtpFaults(
        int loseEvery, int jitterMs, int duplicateEvery, int garbageEvery, int foreignEvery, boolean wrongSourcePort) {
    public static final RtpFaults NONE = new RtpFaults(0, 0, 0, 0, 0, false);

    public RtpFaults loseEvery(int n) {
        return new RtpFaults(n, jitterMs, duplicateEvery, garbageEvery, foreignEvery, wrongSourcePort);
    }

    public RtpFaults jitterMs(int ms) {
        return new RtpFaults(loseEvery, ms, duplicateEvery, garbageEvery, foreignEvery, wrongSourcePort);
    }

    public RtpFaults duplicateEvery(int n) {
        return new RtpFaults(loseEvery, jitterMs, n, garbageEvery, foreignEvery, wrongSourcePort);
    }

    public RtpFaults garbageEvery(int n) {
        return new RtpFaults(loseEvery, jitterMs, duplicateEvery, n, foreignEvery, wrongSourcePort);
    }

    public RtpFaults foreignEvery(int n) {
        return new RtpFaults(loseEvery, jitterMs, duplicateEvery, garbageEvery, n, wrongSourcePort);
    }

    public RtpFaults fromWrongSourcePort() {
        return new RtpFaults(loseEvery, jitterMs, duplicateEvery, garbageEvery, foreignEvery, true);
    }

    static boolean hits(int every, long count) {
        return every > 0 && count % every == 0;
    }
}
