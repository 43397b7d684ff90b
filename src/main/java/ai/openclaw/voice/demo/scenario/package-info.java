/**
 * Simulated callers: what a caller does and what they must hear, told in YAML files, and carried out over SIP and RTP.
 * docs/scenarios.md explains the format.
 */
package ai.openclaw.voice.demo.scenario;
