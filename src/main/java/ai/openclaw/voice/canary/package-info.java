/** Which calls v2 takes: admission now; the routing table, the judge and rollback later. */
package ai.openclaw.voice.canary;
