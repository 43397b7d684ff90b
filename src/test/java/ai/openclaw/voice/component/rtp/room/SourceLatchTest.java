package ai.openclaw.voice.component.rtp.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class SourceLatchTest {
    private static final long SECOND = 1_000_000_000;
    private static final InetSocketAddress NAMED = new InetSocketAddress("192.0.2.1", 4000);
    private static final InetSocketAddress NAMED_LATER = new InetSocketAddress("192.0.2.2", 4000);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("198.51.100.7", 6000);

    private final SourceLatch latch = new SourceLatch(NAMED.getAddress(), 0, SECOND);

    @Test
    void whoIsNamedIsBelievedAtOnceAndAnotherOnlyLater() {
        assertThat(latch.accepts(STRANGER, SECOND - 1)).isFalse();
        assertThat(latch.accepts(NAMED, SECOND - 1)).isTrue();
        assertThat(latch.accepts(STRANGER, 9 * SECOND)).isFalse();
    }

    @Test
    void aStrangerIsNotBelievedSoonerBecauseTheCallerMoves() {
        latch.accepts(NAMED, 0);
        latch.expect(NAMED_LATER, true, 60 * SECOND);

        assertThat(latch.accepts(STRANGER, 60 * SECOND + 1)).isFalse();
        assertThat(latch.accepts(NAMED_LATER, 60 * SECOND + 2)).isTrue();
    }

    @Test
    void whoMovesBehindTheSameNatIsHeardAtOnce() {
        InetSocketAddress nat = new InetSocketAddress("203.0.113.5", 5000);
        InetSocketAddress anotherPort = new InetSocketAddress("203.0.113.5", 5002);
        assertThat(latch.accepts(nat, 2 * SECOND)).isTrue();
        latch.expect(NAMED_LATER, true, 60 * SECOND);

        assertThat(latch.accepts(nat, 60 * SECOND + 1)).as("a straggler").isFalse();
        assertThat(latch.accepts(anotherPort, 60 * SECOND + 2)).isTrue();
    }

    @Test
    void whoMovesBehindAnotherNatIsHeardWhenTheNamedAddressStaysAway() {
        latch.accepts(NAMED, 0);
        latch.expect(NAMED_LATER, true, 60 * SECOND);

        assertThat(latch.accepts(STRANGER, 61 * SECOND)).isTrue();
    }
}
