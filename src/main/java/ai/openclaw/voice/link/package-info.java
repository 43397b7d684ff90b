/** What passes between the media/room layer and the worker, and nothing else does: events up, commands down. */
package ai.openclaw.voice.link;
