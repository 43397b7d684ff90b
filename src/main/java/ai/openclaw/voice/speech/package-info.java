/**
 * From what a model writes to what a voice can say: text is cut into clauses while it streams in, and Markdown, numbers
 * and signs become words. Plain Java.
 */
package ai.openclaw.voice.speech;
