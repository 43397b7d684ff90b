package ai.openclaw.voice.component.rtp.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayoutTest {
    private final List<String> story = new ArrayList<>();
    private final short[] frame = new short[160];
    private final Playout playout = new Playout(new Playout.Listener() {
        @Override
        public void playoutStarted(int turnId) {
            story.add("started " + turnId);
        }

        @Override
        public void playoutRanDry(int turnId) {
            story.add("dry " + turnId);
        }

        @Override
        public void playoutFinished(int turnId, int playedMs) {
            story.add("finished " + turnId + " " + playedMs);
        }
    });

    private static short[] sound(int ms, int value) {
        short[] samples = new short[ms * 8];
        Arrays.fill(samples, (short) value);
        return samples;
    }

    private boolean next() {
        boolean sound = playout.next(frame);
        playout.tell();
        return sound;
    }

    @Test
    void piecesFollowEachOtherWithoutAGap() {
        playout.add(1, 0, sound(15, 1));
        playout.add(1, 0, sound(15, 2));
        assertThat(next()).isTrue();
        assertThat(frame[119]).isEqualTo((short) 1);
        assertThat(frame[120]).isEqualTo((short) 2);
        assertThat(next()).isTrue();
        assertThat(frame[79]).isEqualTo((short) 2);
        assertThat(frame[80]).isZero();
        assertThat(next()).isFalse();
        assertThat(playout.isPlaying()).as("its end was not told").isTrue();
        playout.end(1);
        next();
        assertThat(playout.isPlaying()).isFalse();
        assertThat(story).containsExactly("started 1", "finished 1 30");
    }

    @Test
    void tellsTheEndWithTheLastSound() {
        playout.add(1, 0, sound(20, 1));
        playout.end(1);
        next();
        assertThat(story).containsExactly("started 1", "finished 1 20");
    }

    @Test
    void aTurnWithoutSoundEndsToo() {
        playout.end(4);
        next();
        assertThat(story).containsExactly("finished 4 0");
    }

    @Test
    void theNextTurnWaitsForTheOneBeforeAndAnOlderOneIsStale() {
        playout.add(1, 0, sound(20, 1));
        playout.end(1);
        playout.add(2, 0, sound(20, 2));
        playout.add(1, 0, sound(20, 3));
        playout.end(2);
        next();
        next();
        assertThat(frame).containsOnly((short) 2);
        assertThat(next()).isFalse();
        assertThat(story).containsExactly("started 1", "finished 1 20", "started 2", "finished 2 20");
    }

    @Test
    void stopsWithinFiveMillisecondsAndSaysWhatWasPlayed() {
        playout.add(1, 0, sound(500, 10_000));
        playout.end(1);
        next();
        next();
        playout.stop(1);
        playout.tell();
        assertThat(story).containsExactly("started 1", "finished 1 40");
        next();
        assertThat(frame[0]).isBetween((short) 9000, (short) 10_000);
        assertThat(frame[39]).isBetween((short) 1, (short) 1000);
        assertThat(Arrays.copyOfRange(frame, 40, 160)).containsOnly((short) 0);
        assertThat(next()).isFalse();
    }

    @Test
    void whatComesForAStoppedTurnIsDroppedAndItsEndIsToldAtOnce() {
        playout.add(1, 0, sound(500, 1));
        next();
        playout.stop(1);
        playout.add(1, 0, sound(500, 1));
        playout.end(1);
        playout.tell();
        assertThat(story).containsExactly("started 1", "finished 1 20");
        playout.add(2, 0, sound(20, 2));
        next();
        assertThat(story).endsWith("started 2");
    }

    @Test
    void stoppingAnOlderTurnLeavesTheNewerOne() {
        playout.add(1, 0, sound(100, 1));
        playout.add(2, 0, sound(100, 2));
        playout.stop(1);
        next();
        assertThat(frame).containsOnly((short) 2);
    }
}
