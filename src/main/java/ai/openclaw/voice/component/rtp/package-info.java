/** The Camel component {@code rtp:}: routes open and close rooms, give them commands, and hear what happens in them. */
package ai.openclaw.voice.component.rtp;
