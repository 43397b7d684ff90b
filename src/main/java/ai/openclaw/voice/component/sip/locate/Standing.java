package ai.openclaw.voice.component.sip.locate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a server's targets stand with us: who failed is avoided for a while, and then tried again, because a better one is to
 * be come back to. Thread-safe.
 */
public final class Standing {
    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    /** A restart takes a minute; each try at who is still away delays one question by a few seconds. */
    public static final long FIRST_MS = 60_000;

    private static final long LONGEST_MS = 600_000;

    /** Callers name hosts, too. Those of our exchanges are asked every few seconds, so they stay. */
    static final int MOST_TARGETS = 1000;

    private final LongSupplier clock;
    private final long firstMs;
    private final Map<Target, Failure> failures = LatestUsed.map(MOST_TARGETS);
    private final Map<Target, Long> answers = LatestUsed.map(MOST_TARGETS);

    private record Failure(long until, int times) {}

    /** @param clock ms, from any beginning @param firstMs how long somebody is avoided after the first failure */
    public Standing(LongSupplier clock, long firstMs) {
        this.clock = clock;
        this.firstMs = firstMs;
    }

    /**
     * Whom to try next: the first that is not avoided, else the one that is avoided least longer.
     *
     * @param tried who was tried already
     */
    public synchronized Optional<Target> best(List<Target> targets, Collection<Target> tried) {
        List<Target> left = targets.stream().filter(one -> !tried.contains(one)).toList();
        return left.stream().filter(this::isGood).findFirst().or(() -> left.stream()
                .min(Comparator.comparingLong(
                        one -> failures.containsKey(one) ? failures.get(one).until() : 0)));
    }

    /** Whom to try with what must not wait: who answered last, if there is one, else the {@link #best}. */
    public synchronized Optional<Target> surest(List<Target> targets) {
        return targets.stream()
                .filter(one -> answers.containsKey(one) && isGood(one))
                .max(Comparator.comparingLong(answers::get))
                .or(() -> best(targets, List.of()));
    }

    private boolean isGood(Target target) {
        Failure failure = failures.get(target);
        return failure == null || clock.getAsLong() >= failure.until();
    }

    public synchronized void answered(Target target) {
        answers.put(target, clock.getAsLong());
        failures.remove(target);
    }

    /** It cannot be reached, says nothing, or is in trouble. @param wishedMs for how long it wants to be left alone, or 0 */
    public synchronized void failed(Target target, long wishedMs) {
        answers.remove(target);
        failures.compute(target, (one, before) -> {
            int times = before == null ? 0 : before.times();
            long ms = Math.max(Math.min(LONGEST_MS, firstMs << Math.min(times, 10)), Math.min(LONGEST_MS, wishedMs));
            LOG.debug("{} is avoided for {} ms", target, ms);
            return new Failure(clock.getAsLong() + ms, times + 1);
        });
    }
}
