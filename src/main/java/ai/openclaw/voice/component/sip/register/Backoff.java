package ai.openclaw.voice.component.sip.register;

import java.util.random.RandomGenerator;

/** When to try again. Every delay varies by a fifth, so that many extensions do not come back in one instant. */
final class Backoff {
    private static final long FIRST_MS = 1000;
    private static final long LONGEST_MS = 25_000;
    private static final long FIRST_AFTER_REFUSAL_MS = 15_000;
    private static final long LONGEST_AFTER_REFUSAL_MS = 300_000;
    /** 3CX locks an address out for 25 refused requests by default, and v1 may sit at the same address. */
    private static final int QUICK_REFUSALS = 15;

    private static final double SPREAD = 0.2;

    private final RandomGenerator random;
    private int failures;
    private int refusals;
    private boolean everAccepted;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    void accepted() {
        everAccepted = true;
        failures = 0;
        refusals = 0;
    }

    /** @return ms to wait after silence or trouble */
    long afterFailure() {
        return spread(Math.min(LONGEST_MS, FIRST_MS << Math.min(failures++, 10)));
    }

    /**
     * After a plain no. Credentials that served before are probably still right, and then it is the exchange that recovers;
     * others are probably wrong.
     *
     * @return ms to wait
     */
    long afterRefusal() {
        int earnest = everAccepted ? Math.max(0, refusals - QUICK_REFUSALS) : refusals;
        refusals++;
        return spread(Math.min(LONGEST_AFTER_REFUSAL_MS, FIRST_AFTER_REFUSAL_MS << Math.min(earnest, 10)));
    }

    long spread(long ms) {
        return Math.round(ms * (1 - SPREAD + 2 * SPREAD * random.nextDouble()));
    }
}
