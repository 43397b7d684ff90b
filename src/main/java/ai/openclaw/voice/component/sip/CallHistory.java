package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.call.EndReason;
import java.util.concurrent.TimeUnit;

/** What became of a call so far, for whoever tells the routes of it and for its record. Thread-safe. */
final class CallHistory {
    private final long invitedNanos = System.nanoTime();
    private long answerLatencyMs = -1;
    private long durationMs;
    private EndReason endReason;
    private boolean confirmed;
    private int refusedWith;
    private String peerReason;

    synchronized void noteAnswered() {
        answerLatencyMs = elapsedMs();
    }

    synchronized void noteConfirmed() {
        confirmed = true;
    }

    synchronized void noteRefused(int status) {
        refusedWith = status;
    }

    /** @param reason what the peer says of its CANCEL or BYE (RFC 3326), or null */
    synchronized void notePeerReason(String reason) {
        peerReason = reason;
    }

    synchronized void noteEnd(EndReason why) {
        endReason = why;
        durationMs = elapsedMs();
    }

    /** By us, or by another system. */
    synchronized boolean wasAnswered() {
        return answerLatencyMs >= 0;
    }

    /** ms from the INVITE to the 200; negative when there was none */
    synchronized long answerLatencyMs() {
        return answerLatencyMs;
    }

    /** Whether the ACK followed the 200, so that sip:confirmed was told. */
    synchronized boolean wasConfirmed() {
        return confirmed;
    }

    /** The status that the call was refused with, or 0. */
    synchronized int refusedWith() {
        return refusedWith;
    }

    /** What the peer said of its BYE or CANCEL (RFC 3326), or null. */
    synchronized String peerReason() {
        return peerReason;
    }

    /** Null while the call lasts. */
    synchronized EndReason endReason() {
        return endReason;
    }

    /** From the INVITE to the end, in ms; 0 while the call lasts. */
    synchronized long durationMs() {
        return durationMs;
    }

    private long elapsedMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - invitedNanos);
    }
}
