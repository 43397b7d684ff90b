package ai.openclaw.voice.component.sip.proxy;

/**
 * How long the hop waits for what, in ms.
 *
 * @param triedMs how much longer than its patience the hop waits for a side that says 100 Trying and nothing more, before
 *     somebody else can have the call. With {@code voice.v1.timeout-ms} it is ten seconds: exchanges let an extension ring
 *     for 20 s, and our own answer takes some of them
 * @param timerCMs how long a call may ring between two provisional responses; RFC 3261 section 16.6 step 11 wants more
 *     than three minutes
 * @param unheardMs how long after a CANCEL the other side may stay silent: 64*T1, RFC 3261 section 9.1
 * @param graceMs how much longer than its Session-Expires a session counts as alive, RFC 4028 section 8.2
 * @param longestSilenceMs after how long without a request in it a call without session timer counts as over
 */
public record HopTimes(long triedMs, long timerCMs, long unheardMs, long graceMs, long longestSilenceMs) {
    public static final HopTimes DEFAULT = new HopTimes(8500, 190_000, 32_000, 32_000, 4 * 3_600_000L);
}
