package ai.openclaw.voice.component.openclaw;

/** The brain gave no answer, nothing of it was passed on, and asking once more may help. Routes name it in onException. */
public class RetryableOpenClawException extends OpenClawException {
    protected RetryableOpenClawException(Failure failure, String detail, long retryAfterMs, Throwable cause) {
        super(failure, detail, retryAfterMs, cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
