package ai.openclaw.voice.worker;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * A worker's time. A simulation has a virtual one.
 *
 * @param timer runs what is due; must not be blocked by it
 * @param nanos the time now, ns since some beginning, as {@link System#nanoTime()}
 */
public record WorkerClock(ScheduledExecutorService timer, LongSupplier nanos) {
    public static WorkerClock system(ScheduledExecutorService timer) {
        return new WorkerClock(timer, System::nanoTime);
    }

    long millis() {
        return nanos.getAsLong() / 1_000_000;
    }
}
