/** Packets that only the two sides can read (SRTP, RFC 3711), with keys that the session description brings (RFC 4568). */
package ai.openclaw.voice.component.rtp.srtp;
