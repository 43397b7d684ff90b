package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.CallId;

/**
 * What a caller's INVITE said.
 *
 * @param extension the user part of the request URI
 * @param callerName the From header's display name, or null
 * @param remoteAddress address:port that the INVITE came from
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param invitedAtMs ms since the epoch
 * @param offer the SDP offer, empty when the caller leaves the offer to us
 */
record CallInfo(
        CallId callId,
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
