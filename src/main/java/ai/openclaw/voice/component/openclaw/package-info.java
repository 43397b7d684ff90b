/**
 * The {@code openclaw:} Camel component: asks the assistant over HTTP and hands its answer on clause by clause, while it
 * is still being thought.
 */
package ai.openclaw.voice.component.openclaw;
