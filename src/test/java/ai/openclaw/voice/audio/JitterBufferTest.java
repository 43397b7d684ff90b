package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
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

    /** All that there is at this ms, 10 ms each: the packet's number, 0 for silence, -1 for lost. */
    private List<Integer> pull(double nowMs) {
        List<Integer> got = new ArrayList<>();
        while (true) {
            switch (buffer.pull(out, 0, (long) (nowMs * MS))) {
                case AUDIO -> got.add(out[0] - 1000);
                case LOST -> got.add(-1);
                case NOTHING -> got.add(0);
                case WAIT -> {
                    return got;
                }
            }
        }
    }

    /** Packets with these arrival times (ms; NaN = lost), asked for as each comes and every 20 ms; what came when. */
    private record Got(int n, double atMs) {}

    private List<Got> run(double[] arrivals, int untilMs) {
        List<Got> got = new ArrayList<>();
        TreeMap<Double, Integer> due = new TreeMap<>();
        for (int i = 0; i < arrivals.length; i++) {
            if (!Double.isNaN(arrivals[i])) {
                due.put(arrivals[i] + i * 1e-6, i + 1);
            }
        }
        for (double tick = 5; tick <= untilMs; tick += 20) {
            due.putIfAbsent(tick + 0.5, 0);
        }
        due.headMap((double) untilMs, true).forEach((at, n) -> {
            if (n > 0) {
                put(n, at);
            }
            pull(at).forEach(number -> got.add(new Got(number, at)));
        });
        return got;
    }

    private static double[] steady(int count) {
        double[] arrivals = new double[count];
        for (int i = 0; i < count; i++) {
            arrivals[i] = 2 + i * 20;
        }
        return arrivals;
    }

    /** Each packet gives two units. */
    private static List<Integer> twice(int from, int to) {
        return IntStream.rangeClosed(2 * from, 2 * to + 1)
                .map(i -> i / 2)
                .boxed()
                .toList();
    }

    private static List<Integer> numbers(List<Got> got) {
        return got.stream().map(Got::n).toList();
    }

    @Test
    void givesAllInOrderTheMomentItComesAcrossTheWrapOfNumberAndTime() {
        List<Got> got = run(steady(40), 790);
        assertThat(numbers(got)).isEqualTo(twice(1, 40));
        assertThat(got).allSatisfy(g -> assertThat(g.atMs).isBetween(20.0 * g.n - 18, 20.0 * g.n - 17.9));
    }

    @Test
    void bringsWhatWasReorderedIntoOrder() {
        double[] arrivals = steady(30);
        arrivals[10] = arrivals[11] + 1;
        arrivals[20] = arrivals[22] + 2;
        List<Got> got = run(arrivals, 590);
        assertThat(numbers(got)).isEqualTo(twice(1, 30));
        assertThat(got).filteredOn(g -> g.n == 12).allMatch(g -> g.atMs < arrivals[10] + 0.1);
        assertThat(buffer.reordered()).isEqualTo(2);
        assertThat(buffer.late()).isZero();
    }

    @Test
    void waitsForWhatIsMissingNoLongerThanTheJitterAsks() {
        double[] arrivals = steady(30);
        arrivals[10] = Double.NaN;
        arrivals[15] = Double.NaN;
        arrivals[16] = Double.NaN;
        List<Got> got = run(arrivals, 590);
        List<Integer> expected = new ArrayList<>(twice(1, 30));
        expected.replaceAll(n -> n == 11 || n == 16 || n == 17 ? -1 : n);
        assertThat(numbers(got)).isEqualTo(expected);
        // 60 ms after it was due, and the rest of a tick.
        assertThat(got).filteredOn(g -> g.n == 12).allMatch(g -> g.atMs >= 202 + 60 && g.atMs <= 202 + 85);
        // Then all that had come meanwhile at once, and no delay remains.
        assertThat(got).filteredOn(g -> g.n == 30).allMatch(g -> g.atMs < arrivals[29] + 0.1);
    }

    @Test
    void countsDuplicatesAndWhatIsTooLate() {
        put(1, 0);
        put(2, 20);
        put(2, 21);
        put(3, 40);
        put(5, 80);
        pull(85);
        put(3, 86);
        assertThat(pull(140)).containsExactly(-1, -1, 5, 5);
        put(6, 141);
        put(4, 142);
        put(5, 143);
        put(6, 144);
        assertThat(pull(145)).containsExactly(6, 6);
        assertThat(buffer.duplicates()).isEqualTo(4);
        assertThat(buffer.late()).isEqualTo(1);
    }

    @Test
    void theWaitGrowsWithTheJitterAndShrinksAgain() {
        Random random = new Random(3);
        double[] arrivals = steady(800);
        for (int i = 150; i < 400; i++) {
            arrivals[i] += random.nextDouble() * 80;
        }
        run(Arrays.copyOf(arrivals, 145), 2890);
        assertThat(buffer.targetMs()).isEqualTo(40);
        double[] middle = arrivals.clone();
        Arrays.fill(middle, 0, 145, Double.NaN);
        Arrays.fill(middle, 395, 800, Double.NaN);
        List<Got> shaken = run(middle, 7890);
        assertThat(buffer.targetMs()).isBetween(90, 120);
        assertThat(buffer.late()).isLessThan(6);
        // The first that come late find nobody who expected it.
        assertThat(numbers(shaken).stream().filter(n -> n > 180 && n < 391)).isEqualTo(twice(181, 390));
        double[] end = arrivals.clone();
        Arrays.fill(end, 0, 395, Double.NaN);
        run(end, 16_000);
        assertThat(buffer.targetMs()).isEqualTo(40);
    }

    @Test
    void aLongerWayStretchesTimeInsteadOfLosingSound() {
        double[] arrivals = steady(60);
        for (int i = 20; i < 60; i++) {
            arrivals[i] += 100;
        }
        List<Integer> got = numbers(run(arrivals, 1290));
        assertThat(got.stream().filter(n -> n > 0)).isEqualTo(twice(1, 60));
        // What was waited for is made up, once: from then on everything is on its new time.
        assertThat(got.stream().filter(n -> n < 0)).hasSizeBetween(1, 6);
        assertThat(buffer.late()).isZero();
    }

    @Test
    void aBurstAfterAStandstillIsAllSpeechAndNoMoreSilenceThanPassed() {
        double[] arrivals = steady(60);
        for (int i = 20; i < 45; i++) {
            arrivals[i] = arrivals[45];
        }
        List<Got> got = run(arrivals, 1190);
        assertThat(numbers(got).stream().filter(n -> n > 0)).isEqualTo(twice(1, 60));
        long silence = got.stream().filter(g -> g.n <= 0).count();
        assertThat(silence).isBetween(40L, 50L);
    }

    @Test
    void aGreatJumpInTheSendersTimeIsNoSilence() {
        run(steady(20), 395);
        // The next packet comes in time, and says that it is 600 ms later.
        put(21, 5, -1600 + 160 * 51, 402);
        assertThat(pull(480).stream().filter(n -> n == -1).count()).isLessThan(12);
        assertThat(buffer.resets()).isZero();
    }

    @Test
    void anotherSourceOrAJumpInTimeBeginsAnew() {
        run(steady(20), 395);
        short[] samples = new short[160];
        Arrays.fill(samples, (short) 1777);
        buffer.put(2, 100, 900_000, samples, 160, 400 * MS);
        assertThat(buffer.resets()).isEqualTo(1);
        assertThat(pull(400)).containsExactly(777, 777);
        buffer.put(2, 105, 5_000_000, samples, 160, 420 * MS);
        assertThat(buffer.resets()).isEqualTo(2);
        assertThat(pull(420)).containsExactly(777, 777);
    }

    @Test
    void timePassesWhenNothingComesAndNoFasterThanItDoes() {
        assertThat(pull(0)).containsExactly(0);
        List<Got> got = run(steady(30), 1590);
        List<Integer> after = numbers(got.stream().filter(g -> g.n <= 0).toList());
        // The last packet came at 582 and lasts 20 ms; 60 ms may be jitter.
        assertThat(after).hasSizeBetween(88, 96);
        assertThat(after.subList(0, 20)).containsOnly(-1);
        assertThat(after.subList(21, after.size())).containsOnly(0);
        // The process stood still: that is no silence.
        assertThat(pull(5000)).hasSizeBetween(1, 6);
    }

    @Test
    void aSenderWhoPausesWithoutSendingIsSilentAndThenHeardInFull() {
        run(steady(30), 2600);
        for (int i = 0; i < 15; i++) {
            put(130 + i, 31 + i, -1600 + 160 * (130 + i), (129 + i) * 20 + 2);
            assertThat(pull((129 + i) * 20 + 3)).containsExactly(130 + i, 130 + i);
        }
    }

    @Test
    void aShortSilenceWithoutPacketsLastsAsLongAsItDid() {
        double[] arrivals = steady(40);
        Arrays.fill(arrivals, 15, 22, Double.NaN);
        List<Integer> got = numbers(run(arrivals, 790));
        assertThat(got.stream().filter(n -> n > 0)).hasSize(66);
        assertThat(got).hasSize(80);
    }

    @Test
    void takesPacketsOfThirtyMilliseconds() {
        short[] samples = new short[240];
        Arrays.fill(samples, (short) 1001);
        for (int i = 0; i < 4; i++) {
            buffer.put(1, i, 240 * i, samples, 240, 30 * i * MS);
            assertThat(pull(30 * i)).containsExactly(1, 1, 1);
        }
    }

    @Test
    void measuresAlsoOnMachinesThatHaveBeenUpForYears() {
        double yearsMs = 3 * 365 * 86_400_000.0;
        put(1, yearsMs);
        put(2, yearsMs + 20);
        put(3, yearsMs + 90);
        assertThat(pull(yearsMs + 90)).isEqualTo(twice(1, 3));
        assertThat(buffer.targetMs()).isEqualTo(70);
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
            assertThat(pull(i * 5).size()).isLessThan(240);
            assertThat(buffer.targetMs()).isBetween(40, 200);
        }
    }
}
