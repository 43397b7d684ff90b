package ai.openclaw.voice.component.openclaw;

import ai.openclaw.voice.call.Coded;

/**
 * The brain gave no answer. The message holds a code and our own words, never the brain's: an upstream's text belongs in
 * no log above DEBUG, and never in a caller's ear.
 */
public class OpenClawException extends Exception implements Coded {
    private final Failure failure;
    private final long retryAfterMs;

    protected OpenClawException(Failure failure, String detail, long retryAfterMs, Throwable cause) {
        super(failure.code() + " " + detail, cause);
        this.failure = failure;
        this.retryAfterMs = retryAfterMs;
    }

    /** The exception for this failure; a {@link RetryableOpenClawException} when asking again makes sense. */
    public static OpenClawException of(Failure failure, String detail) {
        return of(failure, detail, null);
    }

    /** @param cause must not quote what the brain sent */
    public static OpenClawException of(Failure failure, String detail, Throwable cause) {
        return failure.isRetryable()
                ? new RetryableOpenClawException(failure, detail, 0, cause)
                : new OpenClawException(failure, detail, 0, cause);
    }

    /**
     * @param retryAfterMs how long the brain wants to be left alone, ms
     * @param maxRetryAfterMs the longest wait that a caller can be asked to bear, ms; beyond it there is no retry
     */
    public static OpenClawException rateLimited(long retryAfterMs, long maxRetryAfterMs) {
        String detail = "asked too often, again in " + retryAfterMs + " ms";
        return retryAfterMs <= maxRetryAfterMs
                ? new RetryableOpenClawException(Failure.RATE_LIMITED, detail, retryAfterMs, null)
                : new OpenClawException(Failure.RATE_LIMITED, detail, retryAfterMs, null);
    }

    @Override
    public String code() {
        return failure.code();
    }

    public Failure failure() {
        return failure;
    }

    /** How long the brain wants to be left alone, ms; 0 when it did not say. */
    public long retryAfterMs() {
        return retryAfterMs;
    }

    public boolean isRetryable() {
        return false;
    }
}
