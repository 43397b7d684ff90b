/** Connections of JAIN SIP's that can be kept alive by pings (RFC 5626 sections 3.5.1 and 4.4.1). */
package ai.openclaw.voice.component.sip.keepalive;
