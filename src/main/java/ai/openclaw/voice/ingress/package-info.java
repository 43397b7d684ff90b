/** Telephony ingress: what SIP says, told in the link's words. */
package ai.openclaw.voice.ingress;
