package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.locate.LatestUsed;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How much each source may still do. Remembers the most recent sources only, so that thousands of forged ones cost no more
 * memory than these.
 */
final class TokenBuckets {
    private final int capacity;
    private final double perSecond;
    private final LongSupplier nanos;
    private final Map<Object, Bucket> buckets;

    private static final class Bucket {
        private double tokens;
        private long filledAt;
    }

    /**
     * @param capacity how much may be done at once
     * @param perSecond how much comes back
     * @param most how many sources are remembered
     */
    TokenBuckets(int capacity, double perSecond, int most, LongSupplier nanos) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.buckets = LatestUsed.map(most);
    }

    /** Takes one. @return false when there is none left */
    synchronized boolean take(Object source) {
        Bucket bucket = filled(source);
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }

    /** Whether there is one left; takes none. */
    synchronized boolean has(Object source) {
        return !buckets.containsKey(source) || filled(source).tokens >= 1;
    }

    private Bucket filled(Object source) {
        long now = nanos.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(source, key -> {
            Bucket fresh = new Bucket();
            fresh.tokens = capacity;
            fresh.filledAt = now;
            return fresh;
        });
        bucket.tokens = Math.min(capacity, bucket.tokens + (now - bucket.filledAt) / 1e9 * perSecond);
        bucket.filledAt = now;
        return bucket;
    }

    synchronized int size() {
        return buckets.size();
    }
}
