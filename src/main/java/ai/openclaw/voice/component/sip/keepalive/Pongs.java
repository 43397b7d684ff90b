package ai.openclaw.voice.component.sip.keepalive;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells a peer's answers to our pings from its own pings: one CRLF from two (RFC 5626 section 4.4.1). JAIN SIP tells of
 * each first one, and of each second one between which and the first there was no message, however long ago that was.
 * Thread-safe.
 */
final class Pongs {
    /** The two CRLF of a ping are sent as one. */
    private static final long ONE_PING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanos;
    private boolean waiting;
    private boolean ever;
    private boolean everBefore;
    private boolean justCounted;
    private long countedAt;

    /** @param nanos the time, as {@link System#nanoTime} */
    Pongs(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** We sent a ping. */
    synchronized void asked() {
        waiting = true;
        justCounted = false;
    }

    /** A CRLF came. */
    synchronized void first() {
        justCounted = waiting;
        if (waiting) {
            everBefore = ever;
            answered();
        }
    }

    /** Another came. @return whether the peer wants an answer to it */
    synchronized boolean second() {
        if (waiting) {
            // The first was the answer to the ping before.
            answered();
            return false;
        }
        if (justCounted && nanos.getAsLong() - countedAt < ONE_PING_NANOS) {
            ever = everBefore;
            waiting = true;
            justCounted = false;
        }
        return true;
    }

    private void answered() {
        waiting = false;
        ever = true;
        countedAt = nanos.getAsLong();
    }

    /** The time to answer is over. @return whether that is a bad sign */
    synchronized boolean isSilent() {
        boolean silent = waiting && ever;
        waiting = false;
        return silent;
    }
}
