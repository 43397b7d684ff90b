/** What operators see: health, readiness, meters. */
package ai.openclaw.voice.ops;
