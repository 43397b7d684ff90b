/** Who takes a call, v1 or v2: places, and how v1 is. The judge and rollback come later. */
package ai.openclaw.voice.canary;
