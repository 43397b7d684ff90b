/**
 * The rooms in which calls are held: each has one participant (the caller), an incoming and an outgoing track. All of a
 * room runs on one Netty event loop; frames never leave it, events do.
 */
package ai.openclaw.voice.component.rtp.room;
