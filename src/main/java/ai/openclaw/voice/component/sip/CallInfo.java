package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallId;
import ai.openclaw.voice.call.Direction;

/**
 * What a call's INVITE said.
 *
 * @param direction whether it came to us or was sent by us
 * @param extension ours: the user part of the request URI, or of From in an INVITE of our own
 * @param caller the other side: the user part of From, or the number that we dialled
 * @param callerName the From header's display name, or null
 * @param remoteAddress address:port that the INVITE came from, or the server that ours went to
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param invitedAtMs ms since the epoch
 * @param offer the SDP offer, or our own; empty when the caller leaves it to us
 */
record CallInfo(
        CallId callId,
        Direction direction,
        String sipCallId,
        String extension,
        String caller,
        String callerName,
        String remoteAddress,
        String transport,
        long invitedAtMs,
        String offer) {
    /** Whether the packets came from one and the same host. */
    boolean comesFromTheSameHostAs(CallInfo other) {
        return host(remoteAddress).equals(host(other.remoteAddress));
    }

    private static String host(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf(':')));
    }
}
