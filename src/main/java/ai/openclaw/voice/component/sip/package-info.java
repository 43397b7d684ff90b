/**
 * Telephone calls over SIP as a Camel component: requests of callers become exchanges, routes answer, refuse and hang up.
 */
package ai.openclaw.voice.component.sip;
