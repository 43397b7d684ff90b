package ai.openclaw.voice.outbound;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * Remembers what was answered to a request with a key, so that one that is sent again (draft-ietf-httpapi-idempotency-key)
 * is answered the same and places no second call. What failed is not remembered: it may be tried again.
 *
 * @param <T> what is answered
 */
public final class IdempotencyKeys<T> {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MOST = 10_000;

    /** What was answered, and whether it was this very request that it was done for. */
    public record Answer<T>(T value, boolean replayed) {}

    /** The key was used for another request. */
    public static final class ConflictException extends Exception {
        ConflictException() {
            super("The Idempotency-Key was used for another request");
        }
    }

    private record Kept<T>(String bodyHash, CompletableFuture<T> value, Instant until) {}

    private final Clock clock;
    private final Map<String, Kept<T>> byKey = new LinkedHashMap<>();

    public IdempotencyKeys(Clock clock) {
        this.clock = clock;
    }

    /**
     * Does it, unless it was done. Two requests with one key wait for each other; those with another key do not.
     *
     * @param key null for a request that is done each time it comes
     * @throws ConflictException when the key belongs to another body
     * @throws Exception what {@code work} throws
     */
    public Answer<T> once(String key, String body, Callable<T> work) throws Exception {
        if (key == null || key.isBlank()) {
            return new Answer<>(work.call(), false);
        }
        Kept<T> own = new Kept<>(
                hash(body), new CompletableFuture<>(), clock.instant().plus(KEPT));
        for (Kept<T> first = putIfAbsent(key, own); first != own; first = putIfAbsent(key, own)) {
            if (!first.bodyHash.equals(own.bodyHash)) {
                throw new ConflictException();
            }
            try {
                return new Answer<>(first.value.get(), true);
            } catch (CancellationException e) {
                // The first one failed, so this one has its try.
            }
        }
        try {
            T value = work.call();
            own.value.complete(value);
            return new Answer<>(value, false);
        } finally {
            if (!own.value.isDone()) {
                remove(key, own);
                own.value.cancel(false);
            }
        }
    }

    private synchronized Kept<T> putIfAbsent(String key, Kept<T> own) {
        forgetOld();
        Kept<T> first = byKey.putIfAbsent(key, own);
        return first == null ? own : first;
    }

    private synchronized void remove(String key, Kept<T> kept) {
        byKey.remove(key, kept);
    }

    /** What was promised to whoever holds this key did not come to pass. */
    public synchronized void forget(T value) {
        byKey.values().removeIf(kept -> value.equals(kept.value.getNow(null)));
    }

    private void forgetOld() {
        Instant now = clock.instant();
        for (Iterator<Kept<T>> oldest = byKey.values().iterator(); oldest.hasNext(); ) {
            if (oldest.next().until.isAfter(now) && byKey.size() < MOST) {
                return;
            }
            oldest.remove();
        }
    }

    /** The body holds words that nobody should find here. */
    private static String hash(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((body == null ? "" : body).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
