package ai.openclaw.voice.component.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final TokenBuckets buckets = new TokenBuckets(3, 0.5, 100, nanos::get);

    @Test
    void givesABurstAndThenWhatComesBack() {
        assertThat(taken("a", 10)).isEqualTo(3);

        nanos.addAndGet(4_000_000_000L);

        assertThat(taken("a", 10)).isEqualTo(2);
    }

    @Test
    void doesNotSaveUpMoreThanABurst() {
        taken("a", 3);

        nanos.addAndGet(3_600_000_000_000L);

        assertThat(taken("a", 10)).isEqualTo(3);
    }

    @Test
    void makesNobodyPayForAnother() {
        taken("a", 10);

        assertThat(taken("b", 10)).isEqualTo(3);
    }

    @Test
    void remembersNoMoreThanItMay() {
        for (int source = 0; source < 100_000; source++) {
            buckets.take(source);
        }

        assertThat(buckets.size()).isEqualTo(100);
    }

    private int taken(Object source, int wanted) {
        int taken = 0;
        for (int i = 0; i < wanted; i++) {
            taken += buckets.take(source) ? 1 : 0;
        }
        return taken;
    }
}
