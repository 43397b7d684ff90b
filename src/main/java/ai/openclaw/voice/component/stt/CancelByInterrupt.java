package ai.openclaw.voice.component.stt;

/** Wakes the thread that made it, and only while that thread is still at this work. */
final class CancelByInterrupt {
    private Thread worker = Thread.currentThread();
    private boolean interrupted;

    synchronized void interrupt() {
        if (worker != null) {
            interrupted = true;
            worker.interrupt();
        }
    }

    synchronized boolean wasInterrupted() {
        return interrupted;
    }

    synchronized void leave() {
        worker = null;
        if (interrupted) {
            Thread.interrupted(); // The interrupt was ours; what follows in the route must not see it.
        }
    }
}
