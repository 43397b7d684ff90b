/** What the brain may do to a call beyond talking: which tools it is offered, what is let through, and the record of it. */
package ai.openclaw.voice.bridge;
