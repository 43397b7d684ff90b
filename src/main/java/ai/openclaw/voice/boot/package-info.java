/** Puts the parts together: settings, beans, and a clear line when the start cannot succeed. */
package ai.openclaw.voice.boot;
