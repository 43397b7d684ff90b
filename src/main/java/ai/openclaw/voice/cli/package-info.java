/** The commands behind {@code ./voice}. */
package ai.openclaw.voice.cli;
