package ai.openclaw.voice.component.rtp.room;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Ticks the rooms of one event loop every 20 ms, at deadlines that were fixed beforehand, so that no delay adds up. The
 * rooms are spread over four phases of 5 ms; a room's packets keep their distance, and the loop has no rush hour.
 */
final class MediaClock implements Runnable {
    /** What a clock ticks. */
    interface Ticking {
        /** @param lateNanos how long after its deadline the tick comes */
        void tick(long lateNanos);

        /** The process stood still, and this many ticks will never come. */
        void skipped(int ticks);
    }

    static final long PERIOD = 20_000_000;

    private static final int PHASES = 4;
    // Two at a time make up for a hiccup; more would be a burst that overflows the other side's jitter buffer.
    private static final int CATCH_UP = 2;
    // Who was away for longer has no use for what was missed.
    private static final long GIVE_UP = 1_000_000_000;

    private final EventLoop loop;
    private final MediaCounters counters;
    private final List<List<Ticking>> phases = new CopyOnWriteArrayList<>();
    private final long[] deadlines = new long[PHASES];
    // After a catch-up a phase rests, or the tick that is due next would make the two a burst of three.
    private final long[] notBefore = new long[PHASES];
    private int members;
    private boolean scheduled;

    MediaClock(EventLoop loop, MediaCounters counters) {
        this.loop = loop;
        this.counters = counters;
        for (int i = 0; i < PHASES; i++) {
            phases.add(new CopyOnWriteArrayList<>());
        }
    }

    /** On the event loop only. */
    void add(Ticking ticking) {
        int emptiest = 0;
        for (int i = 1; i < PHASES; i++) {
            emptiest = phases.get(i).size() < phases.get(emptiest).size() ? i : emptiest;
        }
        phases.get(emptiest).add(ticking);
        if (members++ == 0) {
            long now = System.nanoTime();
            for (int i = 0; i < PHASES; i++) {
                deadlines[i] = now + i * PERIOD / PHASES;
                notBefore[i] = deadlines[i];
            }
            if (!scheduled) {
                scheduled = true;
                loop.execute(this);
            }
        }
    }

    /** On the event loop only. */
    void remove(Ticking ticking) {
        for (List<Ticking> phase : phases) {
            members -= phase.remove(ticking) ? 1 : 0;
        }
    }

    @Override
    public void run() {
        if (members == 0) {
            scheduled = false;
            return;
        }
        long next = Long.MAX_VALUE;
        for (int i = 0; i < PHASES; i++) {
            tick(i);
            long now = System.nanoTime();
            next = Math.min(next, Math.max(deadlines[i] - now, notBefore[i] - now));
        }
        loop.schedule(this, Math.max(0, next), TimeUnit.NANOSECONDS);
    }

    private void tick(int phase) {
        long late = System.nanoTime() - deadlines[phase];
        if (late > GIVE_UP) {
            int missed = (int) (late / PERIOD);
            counters.skippedTicks.add((long) missed * phases.get(phase).size());
            deadlines[phase] += missed * PERIOD;
            phases.get(phase).forEach(ticking -> ticking.skipped(missed));
        }
        if (System.nanoTime() - notBefore[phase] < 0) {
            return;
        }
        for (int n = 0; n < CATCH_UP; n++) {
            long lateNow = System.nanoTime() - deadlines[phase];
            if (lateNow < 0) {
                return;
            }
            if (lateNow > PERIOD / 2) {
                counters.lateTicks.add(phases.get(phase).size());
            }
            for (Ticking ticking : phases.get(phase)) {
                ticking.tick(lateNow);
            }
            deadlines[phase] += PERIOD;
        }
        notBefore[phase] = System.nanoTime() + PERIOD / PHASES;
    }
}
