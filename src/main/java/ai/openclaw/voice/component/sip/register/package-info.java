/**
 * Keeps our extensions registered at their exchanges. Knows no SIP stack: what is sent goes through a
 * {@link ai.openclaw.voice.component.sip.register.Registrar}.
 */
package ai.openclaw.voice.component.sip.register;
