package ai.openclaw.voice.component.sip.register;

import java.util.concurrent.Future;

/** The time, and the threads that registrations run on. */
public interface RegistrationClock {
    /** ms since the epoch. */
    long now();

    Future<?> after(long ms, Runnable task);
}
