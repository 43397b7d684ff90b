package ai.openclaw.voice.component.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandingTest {
    private final AtomicLong now = new AtomicLong();
    private final Standing standing = new Standing(now::get, 1000);
    private final Target first = target(5071);
    private final Target second = target(5072);
    private final List<Target> both = List.of(first, second);

    @Test
    void whoFailsIsAvoidedAndComeBackTo() {
        standing.failed(first, 0);

        assertThat(standing.best(both, List.of())).contains(second);
        now.addAndGet(1000);
        assertThat(standing.best(both, List.of())).contains(first);
    }

    @Test
    void whoFailsAgainIsAvoidedLonger() {
        standing.failed(first, 0);
        now.addAndGet(1000);
        standing.failed(first, 0);
        now.addAndGet(1500);

        assertThat(standing.best(both, List.of())).contains(second);
        standing.answered(first);
        assertThat(standing.best(both, List.of())).contains(first);
    }

    @Test
    void whoIsAskedOftenIsRememberedHoweverManyOthersFail() {
        standing.failed(first, 0);
        for (int port = 1; port <= 3 * Standing.MOST_TARGETS; port++) {
            standing.failed(target(10_000 + port), 0);
            assertThat(standing.best(both, List.of())).contains(second);
        }
        Target eldest = target(10_001);
        assertThat(standing.best(List.of(eldest, second), List.of())).contains(eldest);
    }

    @Test
    void whoWantsToBeLeftAloneIs() {
        standing.failed(first, 5000);
        now.addAndGet(4000);

        assertThat(standing.best(both, List.of())).contains(second);
    }

    @Test
    void whenAllFailTheFirstToComeBackIsTried() {
        standing.failed(first, 0);
        now.addAndGet(10);
        standing.failed(second, 0);

        assertThat(standing.best(both, List.of())).contains(first);
        assertThat(standing.best(both, List.of(first))).contains(second);
        assertThat(standing.best(both, both)).isEmpty();
    }

    @Test
    void aCallGoesToWhoAnsweredLast() {
        assertThat(standing.surest(both)).contains(first);
        standing.failed(first, 0);
        standing.answered(second);
        now.addAndGet(1000);

        assertThat(standing.best(both, List.of())).contains(first);
        assertThat(standing.surest(both)).contains(second);
    }

    private static Target target(int port) {
        return new Target("example.test", InetAddress.getLoopbackAddress(), port, "udp");
    }
}
