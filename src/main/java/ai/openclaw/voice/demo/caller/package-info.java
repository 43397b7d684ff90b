/**
 * The built-in caller: a telephone of its own, with its own SIP and RTP on plain sockets, so that a defect of the
 * product's media or signalling is not mirrored by what tests it. Used by the demo, by the end-to-end tests and by
 * integrators.
 */
package ai.openclaw.voice.demo.caller;
