package ai.openclaw.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.Utterance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        time.close();
    }

    private void see(String what) {
        seen.add(time.nowMs() + " " + what);
    }

    @Test
    void runsWhatIsDueInTheOrderOfTime() {
        time.timer().schedule(() -> see("late"), 60, TimeUnit.MINUTES);
        time.timer().schedule(() -> see("soon"), 5, TimeUnit.MILLISECONDS);
        time.timer().schedule(() -> see("as soon"), 5, TimeUnit.MILLISECONDS);

        time.pass(3_600_000);

        assertThat(seen).containsExactly("5 soon", "5 as soon", "3600000 late");
    }

    @Test
    void whatIsCancelledDoesNotHappen() {
        ScheduledFuture<?> task = time.timer().schedule(() -> see("never"), 5, TimeUnit.MILLISECONDS);
        task.cancel(false);

        time.pass(100);

        assertThat(seen).isEmpty();
        assertThat(time.nowMs()).isEqualTo(100);
    }

    @Test
    void whatRepeatsDoesSoUntilCancelled() {
        ScheduledFuture<?> task = time.timer().scheduleAtFixedRate(() -> see("tick"), 20, 20, TimeUnit.MILLISECONDS);
        time.pass(50);
        task.cancel(false);
        time.pass(50);

        assertThat(seen).containsExactly("20 tick", "40 tick");
    }

    @Test
    void timeStandsStillWhileAThreadWorksAndPassesWhileItSleeps() {
        time.threads().execute(() -> {
            try {
                long until = System.nanoTime() + 20_000_000;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                see("worked");
                time.sleep(30_000);
                see("slept");
            } catch (InterruptedException e) {
                see("interrupted");
            }
        });
        time.timer().schedule(() -> see("timer"), 10, TimeUnit.MILLISECONDS);

        time.pass(60_000);

        assertThat(seen).containsExactly("0 worked", "10 timer", "30000 slept");
    }

    @Test
    void aThreadThatWaitsForAnUtteranceIsWaitedForOnceItHasHeard() {
        Utterance utterance = new Utterance();
        time.threads().execute(() -> {
            try {
                see("heard " + utterance.await(0).kind());
                see("heard " + utterance.await(1).kind());
            } catch (InterruptedException e) {
                see("interrupted");
            }
        });
        time.timer().schedule(utterance::pause, 100, TimeUnit.MILLISECONDS);
        time.timer().schedule(utterance::commit, 700, TimeUnit.MILLISECONDS);

        time.pass(1000);

        assertThat(seen).containsExactly("100 heard PAUSE", "700 heard COMMITTED");
    }

    @Test
    void stopsWhenItIsDone() {
        time.timer().scheduleAtFixedRate(() -> see("tick"), 20, 20, TimeUnit.MILLISECONDS);

        assertThat(time.run(() -> seen.size() == 3, 10_000)).isTrue();
        assertThat(time.nowMs()).isEqualTo(60);
        assertThat(time.run(() -> seen.size() == 5, 30)).isFalse();
    }
}
