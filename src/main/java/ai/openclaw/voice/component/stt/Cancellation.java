package ai.openclaw.voice.component.stt;

/** Tells work in a model's native code that nobody waits for it any more. Thread-safe. */
final class Cancellation {
    private Runnable stop;
    private boolean cancelled;

    /** Runs {@code stop} on cancellation, at once if that was already; null once the work can no longer be stopped. */
    synchronized void stopWith(Runnable stop) {
        this.stop = stop;
        if (cancelled && stop != null) {
            stop.run();
        }
    }

    /** Under the lock, so that what {@code stop} touches is not freed while it runs. */
    synchronized void cancel() {
        cancelled = true;
        if (stop != null) {
            stop.run();
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }
}
