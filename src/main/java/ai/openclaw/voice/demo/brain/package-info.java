/**
 * The demo brain: a small HTTP server that speaks the OpenClaw gateway's protocol and that of the first version's bridge,
 * answers simple questions by rules, and can be made to fail in each way that the real ones do.
 */
package ai.openclaw.voice.demo.brain;
