/** The domain in plain Java: calls, turns, what may be spoken. Knows neither Camel nor Spring nor SIP. */
package ai.openclaw.voice.call;
