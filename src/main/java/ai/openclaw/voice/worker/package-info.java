/** The voice worker: holds each call's conversation, one {@link ai.openclaw.voice.worker.VoiceSession} a call. */
package ai.openclaw.voice.worker;
