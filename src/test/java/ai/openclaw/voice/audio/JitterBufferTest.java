package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A sender's packets hold their own number as their samples, so what comes out says where it came from. */
class JitterBufferTest {
    private static final long MS = 1_000_000;

    private final JitterBuffer buffer = new JitterBuffer(8000, 40, 60, 200);
    private final short[] out = new short[80];

    /** Puts packet {@code n} of 20 ms (n = 1, 2, ...) in, arriving at this ms. */
    private void put(int n, int sequence, int timestamp, double arrivedMs) {
        short[] samples = new short[160];
        Arrays.fill(samples, (short) (1000 + n));
        buffer.put(1, sequence & 0xFFFF, timestamp, samples, 160, (long) (arrivedMs * MS));
    }

    private void put(int n, double arrivedMs) {
        put(n, 65_530 + n, -1600 + 160 * n, arrivedMs);
    }

    /** What 20 ms of pulling give: the packet's number, 0 for silence, -1 for lost. */
    private int pull() {
        int first = pullUnit();
        int second = pullUnit();
        return first == second ? first : -99;
    }

    private int pullUnit() {
        return switch (buffer.pull(out, 0)) {
            case AUDIO -> out[0] - 1000;
            case LOST -> -1;
            case NOTHING -> 0;
        };
    }

    /** Simulates packets with these arrival times (ms; NaN = lost) and a pull every 20 ms. */
    private List<Integer> run(double[] arrivals, int pulls) {
        List<Integer> got = new ArrayList<>();
        boolean[] done = new boolean[arrivals.length];
        for (int tick = 0; tick < pulls; tick++) {
            double now = tick * 20 + 5;
            List<Integer> due = new ArrayList<>();
            for (int i = 0; i < arrivals.length; i++) {
                if (!done[i] && arrivals[i] <= now) {
                    due.add(i);
                    done[i] = true;
                }
            }
            due.sort((a, b) -> Double.compare(arrivals[a], arrivals[b]));
            due.forEach(i -> put(i + 1, arrivals[i]));
            got.add(pull());
        }
        return got;
    }

    private static double[] steady(int count) {
        double[] arrivals = new double[count];
        for (int i = 0; i < count; i++) {
            arrivals[i] = i * 20;
        }
        return arrivals;
    }

    @Test
    void givesAllInOrderAfterItsDelayAcrossTheWrapOfNumberAndTime() {
        List<Integer> got = run(steady(40), 40);
        assertThat(got.subList(0, 3)).containsOnly(0);
        assertThat(got.subList(3, 40))
                .isEqualTo(IntStream.rangeClosed(1, 37).boxed().toList());
    }

    @Test
    void bringsWhatWasReorderedIntoOrder() {
        double[] arrivals = steady(30);
        arrivals[10] = 11 * 20 + 1;
        arrivals[20] = 22 * 20 + 2;
        List<Integer> got = run(arrivals, 33);
        assertThat(got.subList(3, 33))
                .isEqualTo(IntStream.rangeClosed(1, 30).boxed().toList());
        assertThat(buffer.reordered()).isEqualTo(2);
        assertThat(buffer.late()).isZero();
    }

    @Test
    void saysWhatIsLostWhereItIsLost() {
        double[] arrivals = steady(30);
        arrivals[10] = Double.NaN;
        arrivals[15] = Double.NaN;
        arrivals[16] = Double.NaN;
        List<Integer> got = run(arrivals, 30);
        assertThat(got.get(13)).isEqualTo(-1);
        assertThat(got.get(14)).isEqualTo(12);
        assertThat(got.subList(18, 20)).containsExactly(-1, -1);
        assertThat(got.get(20)).isEqualTo(18);
    }

    @Test
    void countsDuplicatesAndWhatIsTooLate() {
        put(1, 0);
        put(2, 20);
        put(2, 21);
        put(3, 40);
        put(5, 80);
        for (int i = 0; i < 7; i++) {
            pull();
        }
        put(6, 100);
        put(4, 101);
        assertThat(buffer.duplicates()).isEqualTo(1);
        assertThat(buffer.late()).isEqualTo(1);
    }

    @Test
    void theDelayGrowsWithTheJitterAndShrinksAgain() {
        Random random = new Random(3);
        double[] arrivals = steady(800);
        for (int i = 150; i < 400; i++) {
            arrivals[i] += random.nextDouble() * 80;
        }
        int[] depth = new int[3];
        for (int tick = 0, next = 0; tick < 800; tick++) {
            double now = tick * 20 + 5;
            List<Integer> due = new ArrayList<>();
            for (int i = 0; i < arrivals.length; i++) {
                if (arrivals[i] <= now && arrivals[i] > now - 20) {
                    due.add(i);
                }
            }
            due.sort((a, b) -> Double.compare(arrivals[a], arrivals[b]));
            for (int i : due) {
                quiet(i);
            }
            pull();
            if (tick == 140 || tick == 390 || tick == 799) {
                depth[next++] = buffer.targetMs();
            }
        }
        assertThat(depth[0]).isEqualTo(40);
        assertThat(depth[1]).isBetween(90, 120);
        assertThat(depth[2]).isEqualTo(40);
        // Silence was cut out until the true delay had followed the target.
        assertThat(buffer.depthMs()).isLessThanOrEqualTo(60);
    }

    private void quiet(int i) {
        buffer.put(1, i & 0xFFFF, 160 * i, new short[160], 160, i * 20 * MS + jitterOf(i));
    }

    private final Random jitter = new Random(3);

    private long jitterOf(int i) {
        return i >= 150 && i < 400 ? (long) (jitter.nextDouble() * 80 * MS) : 0;
    }

    @Test
    void aLaterArrivalStretchesTimeInsteadOfLosingSound() {
        double[] arrivals = steady(60);
        for (int i = 20; i < 60; i++) {
            arrivals[i] += 100;
        }
        List<Integer> got = run(arrivals, 70);
        assertThat(got).containsAll(IntStream.rangeClosed(1, 58).boxed().toList());
        assertThat(buffer.late()).isZero();
    }

    @Test
    void neverHoldsMoreThanTheLongestDelay() {
        for (int i = 1; i < 100; i++) {
            put(i, i);
            assertThat(buffer.depthMs()).isLessThanOrEqualTo(260);
        }
        assertThat(buffer.discarded()).isPositive();
    }

    @Test
    void anotherSourceOrAJumpInTimeBeginsAnew() {
        run(steady(20), 20);
        short[] samples = new short[160];
        Arrays.fill(samples, (short) 1777);
        for (int i = 0; i < 5; i++) {
            buffer.put(2, 100 + i, 900_000 + 160 * i, samples, 160, (400 + 20 * i) * MS);
        }
        assertThat(buffer.resets()).isEqualTo(1);
        assertThat(List.of(pull(), pull(), pull(), pull())).containsExactly(0, 0, 0, 777);
        for (int i = 0; i < 5; i++) {
            buffer.put(2, 105 + i, 5_000_000 + 160 * i, samples, 160, (500 + 20 * i) * MS);
        }
        assertThat(buffer.resets()).isEqualTo(2);
    }

    @Test
    void aSenderWhoPausesWithoutSendingIsSilentAndThenHeardInFull() {
        double[] arrivals = steady(30);
        run(arrivals, 30);
        for (int i = 0; i < 100; i++) {
            pull();
        }
        assertThat(pull()).isZero();
        List<Integer> got = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            put(130 + i, 31 + i, -1600 + 160 * (130 + i), (130 + i) * 20);
            got.add(pull());
        }
        assertThat(got).doesNotContain(-1).containsSequence(130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140);
    }

    @Test
    void takesPacketsOfThirtyMilliseconds() {
        short[] samples = new short[240];
        Arrays.fill(samples, (short) 1001);
        for (int i = 0; i < 4; i++) {
            buffer.put(1, i, 240 * i, samples, 240, 30 * i * MS);
        }
        List<Integer> got = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            got.add(pull());
        }
        assertThat(got).containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void nonsenseDoesNotBreakIt() {
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            int length = random.nextInt(1600);
            buffer.put(
                    random.nextInt(3),
                    random.nextInt(1 << 16),
                    random.nextInt(4) == 0 ? random.nextInt() : i * 160,
                    new short[1600],
                    length,
                    i * 5 * MS);
            buffer.pull(out, 0);
            assertThat(buffer.depthMs()).isBetween(0, 1100);
            assertThat(buffer.targetMs()).isBetween(40, 200);
        }
    }
}
