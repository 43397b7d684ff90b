/**
 * A stateful proxy hop, RFC 3261 section 16: a call is passed on to another system, and so is everything that is said in it
 * later. Knows nothing of Camel, nor of the calls that we answer ourselves.
 */
package ai.openclaw.voice.component.sip.proxy;
