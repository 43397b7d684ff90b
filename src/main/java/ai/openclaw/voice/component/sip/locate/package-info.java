/**
 * Finds the servers that requests go to: by SRV records, else by address (RFC 3263), in the order of RFC 2782, and which of
 * them answers. Knows no SIP stack.
 */
package ai.openclaw.voice.component.sip.locate;
