/** Calls that we place: who asks for one, what is allowed, what becomes of it, and who is told. */
package ai.openclaw.voice.outbound;
