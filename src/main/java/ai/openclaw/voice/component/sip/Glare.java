package ai.openclaw.voice.component.sip;

import java.util.concurrent.ThreadLocalRandom;

/** Both sides offered at once, RFC 3261 section 14.1: how long to wait, so that it does not happen again. */
final class Glare {
    /** Whoever made the Call-ID waits longer, so that one of the two is first. In units of 10 ms. */
    private static final int OWNER_FROM = 210;

    private static final int OWNER_TO = 400;
    private static final int OTHER_TO = 200;

    private Glare() {}

    /** In ms. */
    static long waitMs(CallDialog dialog) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return 10L * (dialog.isOurs() ? random.nextInt(OWNER_FROM, OWNER_TO + 1) : random.nextInt(OTHER_TO + 1));
    }
}
