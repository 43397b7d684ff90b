/** Session descriptions (RFC 8866) and the offer/answer model (RFC 3264), as far as a G.711 call needs them. */
package ai.openclaw.voice.component.rtp.sdp;
