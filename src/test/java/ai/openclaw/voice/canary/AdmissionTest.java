package ai.openclaw.voice.canary;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.canary.Admission.Condition;
import ai.openclaw.voice.canary.Admission.Verdict;
import ai.openclaw.voice.canary.V1Health.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Places are taken once and given back once, whatever comes at the same time. */
class AdmissionTest {
    private volatile Condition v2 = Condition.READY;
    private volatile State v1 = State.UP;
    private final Admission admission = new Admission(2, 1, () -> v2, () -> v1);

    @Test
    void aCallHasOnePlaceHoweverOftenItAsks() {
        assertThat(admission.askV2("a")).isEqualTo(Verdict.ADMITTED);
        assertThat(admission.askV2("a")).isEqualTo(Verdict.ADMITTED);
        assertThat(admission.inside()).isOne();
        admission.leave("a");
        admission.leave("a");
        assertThat(admission.inside()).isZero();
    }

    @Test
    void v1AndV2HaveTheirOwnRoom() {
        admission.askV2("a");
        admission.askV2("b");
        assertThat(admission.askV2("c")).isEqualTo(Verdict.FULL);
        assertThat(admission.askV1("c")).isEqualTo(Verdict.ADMITTED);
        assertThat(admission.askV1("d")).isEqualTo(Verdict.FULL);
        assertThat(admission.inside()).isEqualTo(2);
        assertThat(admission.atV1()).isOne();
    }

    @Test
    void aCallThatMovesLeavesNoPlaceBehind() {
        admission.askV1("a");
        assertThat(admission.askV2("a")).isEqualTo(Verdict.ADMITTED);
        assertThat(admission.atV1()).isZero();
        assertThat(admission.askV1("a")).isEqualTo(Verdict.ADMITTED);
        assertThat(admission.inside()).isZero();
    }

    @Test
    void saysWhyThereIsNoPlace() {
        v1 = State.DOWN;
        assertThat(admission.askV1("a")).isEqualTo(Verdict.DOWN);
        v1 = State.ABSENT;
        assertThat(admission.askV1("a")).isEqualTo(Verdict.ABSENT);
        v1 = State.UNKNOWN;
        assertThat(admission.askV1("a")).isEqualTo(Verdict.ADMITTED);
        v2 = Condition.NOT_READY;
        assertThat(admission.askV2("b")).isEqualTo(Verdict.NOT_READY);
        assertThat(admission.askV2WithoutBrain("b")).isEqualTo(Verdict.NOT_READY);
        v2 = Condition.NO_BRAIN;
        assertThat(admission.askV2("b")).isEqualTo(Verdict.NO_BRAIN);
        assertThat(admission.askV2WithoutBrain("b")).isEqualTo(Verdict.ADMITTED);
        admission.setDraining(true);
        assertThat(admission.askV2("c")).isEqualTo(Verdict.DRAINING);
        assertThat(admission.askV2("b")).as("it has its place").isEqualTo(Verdict.ADMITTED);
    }

    /** A thousand calls at once, each with a course of chance: none has two places, no limit is passed, none is left. */
    @RepeatedTest(3)
    void aThousandCallsOfChanceLeaveNothingBehind() throws Exception {
        Admission many = new Admission(7, 3, () -> v2, () -> v1);
        AtomicInteger most = new AtomicInteger();
        AtomicInteger mostAtV1 = new AtomicInteger();
        AtomicInteger admitted = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                String call = "call-" + i;
                Random random = new Random(i);
                calls.add(threads.submit(() -> {
                    for (int step = 0; step < 1 + random.nextInt(6); step++) {
                        change(random, many);
                        Verdict verdict = random.nextBoolean() ? many.askV1(call) : many.askV2(call);
                        if (verdict == Verdict.ADMITTED) {
                            admitted.incrementAndGet();
                        }
                        most.accumulateAndGet(many.inside(), Math::max);
                        mostAtV1.accumulateAndGet(many.atV1(), Math::max);
                    }
                    many.leave(call);
                    if (random.nextBoolean()) {
                        many.leave(call);
                    }
                }));
            }
            for (Future<?> call : calls) {
                call.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(admitted.get()).isPositive();
        assertThat(most.get()).isBetween(1, 7);
        assertThat(mostAtV1.get()).isBetween(1, 3);
        assertThat(many.inside() + many.atV1()).isZero();
    }

    private void change(Random random, Admission many) {
        switch (random.nextInt(12)) {
            case 0 -> many.setDraining(true);
            case 1, 2 -> many.setDraining(false);
            case 3 -> v2 = Condition.NO_BRAIN;
            case 4, 5 -> v2 = Condition.READY;
            case 6 -> v1 = State.DOWN;
            case 7, 8 -> v1 = State.UP;
            default -> Thread.yield();
        }
    }
}
