package ai.openclaw.voice.component.rtp.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaClockTest {
    private static final long MS = 1_000_000;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final MediaCounters counters = new MediaCounters();
    private final MediaClock clock = new MediaClock(loop, counters);
    private final List<Long> ticks = new ArrayList<>();
    private volatile int ticked;
    private volatile int skipped;

    private final MediaClock.Ticking member = new MediaClock.Ticking() {
        @Override
        public void tick(long lateNanos) {
            ticks.add(System.nanoTime());
            ticked++;
        }

        @Override
        public void skipped(int count) {
            skipped += count;
        }
    };

    @AfterEach
    void stop() {
        loop.shutdownGracefully();
    }

    private void run(int blockMs, int untilTicks) {
        loop.execute(() -> clock.add(member));
        await().atMost(Duration.ofSeconds(10)).until(() -> ticked >= 5);
        loop.execute(() -> LockSupport.parkNanos(blockMs * MS));
        await().atMost(Duration.ofSeconds(10)).until(() -> ticked + skipped >= untilTicks);
        loop.submit(() -> clock.remove(member)).awaitUninterruptibly();
    }

    @Test
    void makesUpForAHiccupTwoAtATimeAndDoesNotDrift() {
        run(150, 60);
        for (int i = 2; i < ticks.size(); i++) {
            assertThat(ticks.get(i) - ticks.get(i - 2))
                    .as("three ticks at once")
                    .isGreaterThan(4 * MS);
        }
        for (int i = 0; i < ticks.size(); i++) {
            assertThat(ticks.get(i) - ticks.get(0)).as("never early").isGreaterThanOrEqualTo((20L * i - 20) * MS);
        }
        assertThat(counters.lateTicks.sum()).isPositive();
        assertThat(skipped).isZero();
    }

    @Test
    void doesNotMakeUpForAStandstill() {
        run(1500, 120);
        assertThat(skipped).isGreaterThanOrEqualTo(70);
        assertThat(counters.skippedTicks.sum()).isEqualTo(skipped);
    }

    @Test
    void ticksNobodyWhoHasLeft() {
        run(0, 10);
        int before = ticked;
        loop.submit(() -> LockSupport.parkNanos(100 * MS)).awaitUninterruptibly();
        assertThat(ticked).isEqualTo(before);
    }
}
