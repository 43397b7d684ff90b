package ai.openclaw.voice.component.sip;

import ai.openclaw.voice.component.sip.keepalive.KeptConnection;
import ai.openclaw.voice.component.sip.locate.Target;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends pings over the connections by which our registrations hear of calls (RFC 5626 section 4.4.1), so that nobody
 * between us and an exchange forgets them, and a dead one is noticed.
 */
final class KeepAlives {
    private static final Logger LOG = LoggerFactory.getLogger(KeepAlives.class);

    /** RFC 5626 section 4.4.1. */
    private static final long ANSWER_MS = 10_000;

    /** RFC 5626 section 4.4: each time between 80 and 100 %. */
    private static final double EARLIEST = 0.8;

    private final SipStack stack;
    private final Timers timers;
    private final Supplier<Collection<Target>> used;
    private final Consumer<Target> lost;
    private final long everyMs;
    private final SplittableRandom random = new SplittableRandom();

    /**
     * @param used where extensions are registered
     * @param lost is told of one whose connection is dead
     * @param everyMs 0 for never
     */
    KeepAlives(SipStack stack, Timers timers, Supplier<Collection<Target>> used, Consumer<Target> lost, long everyMs) {
        this.stack = stack;
        this.timers = timers;
        this.used = used;
        this.lost = lost;
        this.everyMs = everyMs;
    }

    /** They end with the timers. */
    void start() {
        if (everyMs > 0) {
            timers.after(Math.round(everyMs * (EARLIEST + (1 - EARLIEST) * random.nextDouble())), this::round);
        }
    }

    private void round() {
        start();
        for (Target target : Set.copyOf(used.get())) {
            if (!target.transport().equals("udp")) {
                // Who takes nothing from us holds up the one that writes.
                timers.threads().execute(() -> stack.connectionTo(target).ifPresent(one -> ping(target, one)));
            }
        }
    }

    private void ping(Target target, KeptConnection connection) {
        try {
            connection.ping();
            timers.after(ANSWER_MS, () -> timers.threads().execute(() -> judge(target, connection)));
        } catch (IOException e) {
            LOG.debug("No ping can be sent to {}", target, e);
            lost.accept(target);
        }
    }

    private void judge(Target target, KeptConnection connection) {
        if (connection.isSilent()) {
            LOG.info("The connection to {} is dead: it answered pings, and does so no more", target);
            connection.end();
            lost.accept(target);
        }
    }
}
