package ai.openclaw.voice.component.rtp.room;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.BargeInRules;
import ai.openclaw.voice.link.RoomCommand;
import ai.openclaw.voice.testkit.Tones;
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

    private void next(int frames) {
        for (int i = 0; i < frames; i++) {
            next();
        }
    }

    /** What 20 ms in the midst of it hold. */
    private int value() {
        next();
        return frame[100];
    }

    @Test
    void goesOnWhereItWasWhenItHeldForAMoment() {
        playout.add(1, 0, sound(100, 10_000));
        playout.end(1);
        next(2);
        playout.hold(true);
        next();
        assertThat(frame[0]).isBetween((short) 9000, (short) 10_000);
        assertThat(frame[39]).isBetween((short) 1, (short) 1000);
        assertThat(Arrays.copyOfRange(frame, 40, 160)).containsOnly((short) 0);
        next(20);
        assertThat(frame).containsOnly((short) 0);
        assertThat(playout.playedMs(1)).isEqualTo(40);
        playout.hold(false);
        next();
        assertThat(frame[0]).isBetween((short) 1, (short) 1000);
        assertThat(frame[39]).isBetween((short) 9000, (short) 10_000);
        assertThat(frame[40]).isEqualTo((short) 10_000);
        next(2);
        assertThat(story).containsExactly("started 1", "finished 1 100");
    }

    private void threeClauses() {
        playout.add(1, 0, sound(100, 1000));
        playout.add(1, 1, sound(60, 2000));
        playout.add(1, 1, sound(40, 2000));
        playout.add(1, 2, sound(100, 3000));
    }

    private void interrupt(BargeInRules.Resume place) {
        playout.hold(true);
        next(5);
        playout.resumeFrom(place);
        playout.hold(false);
    }

    @Test
    void afterAFalseInterruptionTheNextClauseFollows() {
        threeClauses();
        playout.end(1);
        next(6);
        assertThat(playout.playedMs(1)).isEqualTo(120);
        interrupt(BargeInRules.Resume.NEXT_CLAUSE);
        assertThat(value()).isEqualTo(3000);
        assertThat(playout.playedMs(1)).as("what was skipped counts").isEqualTo(220);
        next(4);
        assertThat(story).containsExactly("started 1", "finished 1 300");
    }

    @Test
    void orTheSameClauseIsSaidAgain() {
        threeClauses();
        playout.end(1);
        next(9);
        interrupt(BargeInRules.Resume.SAME_CLAUSE);
        assertThat(value()).isEqualTo(2000);
        assertThat(playout.playedMs(1)).isEqualTo(120);
        next(9);
        assertThat(story).containsExactly("started 1", "finished 1 300");
    }

    @Test
    void betweenTwoClausesNothingIsLeftOut() {
        threeClauses();
        playout.end(1);
        next(5);
        interrupt(BargeInRules.Resume.NEXT_CLAUSE);
        assertThat(value()).isEqualTo(2000);
        assertThat(playout.playedMs(1)).isEqualTo(120);
    }

    @Test
    void theLastClauseIsSaidAgainForThereIsNoNext() {
        threeClauses();
        playout.end(1);
        next(12);
        interrupt(BargeInRules.Resume.NEXT_CLAUSE);
        assertThat(value()).isEqualTo(3000);
        assertThat(playout.playedMs(1)).isEqualTo(220);
        next(4);
        assertThat(story).containsExactly("started 1", "finished 1 300");
    }

    @Test
    void aClauseThatIsStillArrivingIsLeftOutToItsEnd() {
        playout.add(1, 0, sound(60, 1000));
        next(2);
        interrupt(BargeInRules.Resume.NEXT_CLAUSE);
        assertThat(value()).isZero();
        playout.add(1, 0, sound(40, 1000));
        assertThat(value()).isZero();
        assertThat(playout.playedMs(1)).isEqualTo(100);
        playout.add(1, RoomCommand.Play.FILLER, sound(40, 7000));
        playout.add(1, 1, sound(40, 2000));
        assertThat(value()).isEqualTo(2000);
        playout.end(1);
        next(2);
        assertThat(story).containsExactly("started 1", "finished 1 140");
    }

    @Test
    void aLastClauseThatIsStillArrivingIsSaidAgainWhenTheTurnEnds() {
        playout.add(1, 0, sound(60, 1000));
        next(2);
        interrupt(BargeInRules.Resume.NEXT_CLAUSE);
        playout.add(1, 0, sound(40, 1000));
        assertThat(value()).isZero();
        playout.end(1);
        assertThat(value()).isEqualTo(1000);
        next(4);
        assertThat(story).containsExactly("started 1", "finished 1 100");
    }

    @Test
    void whatWasSaidInFullIsNotSaidAgain() {
        playout.add(1, 0, sound(60, 1000));
        next(3);
        interrupt(BargeInRules.Resume.NEXT_CLAUSE);
        playout.end(1);
        assertThat(value()).isZero();
        assertThat(story).containsExactly("started 1", "finished 1 60");
    }

    @Test
    void soundThatArrivesWhilePausedWaits() {
        playout.add(1, 0, sound(60, 1000));
        next(1);
        playout.hold(true);
        playout.add(1, 0, sound(60, 1000));
        playout.end(1);
        next(10);
        assertThat(story).containsExactly("started 1");
        playout.hold(false);
        next(5);
        assertThat(story).containsExactly("started 1", "finished 1 120");
    }

    @Test
    void stoppingWhatIsHeldLeavesTheNextTurnWhole() {
        threeClauses();
        next(2);
        playout.hold(true);
        next(2);
        playout.stop(1);
        playout.hold(false);
        playout.add(2, 0, sound(40, 2000));
        assertThat(value()).isEqualTo(2000);
        assertThat(story).containsExactly("started 1", "started 2");
    }

    @Test
    void aFillerIsNoPartOfTheAnswer() {
        playout.add(1, RoomCommand.Play.FILLER, sound(50, 7000));
        assertThat(value()).isEqualTo(7000);
        assertThat(playout.isPlaying()).isFalse();
        assertThat(playout.isAudible()).isTrue();
        playout.add(1, 0, sound(40, 1000));
        assertThat(value()).isEqualTo(7000);
        assertThat(story).isEmpty();
        next();
        assertThat(frame[0]).isEqualTo((short) 7000);
        assertThat(frame[159]).isEqualTo((short) 1000);
        playout.end(1);
        next(2);
        assertThat(story).containsExactly("started 1", "finished 1 40");
    }

    @Test
    void tellsOnceEachTimeItRunsDry() {
        playout.add(1, RoomCommand.Play.FILLER, sound(20, 7000));
        next(10);
        assertThat(story).as("the turn has not begun").isEmpty();
        playout.add(1, 0, sound(20, 1000));
        next(3);
        assertThat(story).containsExactly("started 1");
        next();
        assertThat(story).containsExactly("started 1", "dry 1");
        next(10);
        assertThat(story).hasSize(2);
        playout.add(1, 0, sound(20, 1000));
        next(3);
        playout.hold(true);
        next(10);
        assertThat(story).hasSize(2);
        playout.hold(false);
        next();
        assertThat(story).containsExactly("started 1", "dry 1", "dry 1");
        playout.end(1);
        next(10);
        assertThat(story).hasSize(4).endsWith("finished 1 40");
    }

    @Test
    void aSoftToneBridgesTheWaitUntilThereIsSound() {
        playout.waitingTone(1);
        short[] heard = new short[50 * 320];
        for (int i = 0; i < 100; i++) {
            next();
            System.arraycopy(frame, 0, heard, i * 160, 160);
        }
        assertThat(Tones.amplitude(heard, 0, 960, 523.25, 8000)).isBetween(200.0, 720.0);
        assertThat(Tones.amplitude(heard, 800, 1760, 659.25, 8000)).isBetween(200.0, 720.0);
        int jump = 0;
        for (int i = 1; i < heard.length; i++) {
            jump = Math.max(jump, Math.abs(heard[i] - heard[i - 1]));
        }
        assertThat(jump).as("no click").isLessThan(400);
        assertThat(Arrays.copyOfRange(heard, 1760, heard.length)).containsOnly((short) 0);
        assertThat(story).isEmpty();
        next(26);
        assertThat(Arrays.equals(frame, new short[160])).as("again after 2.5 s").isFalse();
        playout.add(1, 0, sound(20, 1000));
        assertThat(value()).isEqualTo(1000);
        next(200);
        assertThat(frame).containsOnly((short) 0);
        playout.waitingTone(1);
        assertThat(next()).isTrue();
        playout.stop(1);
        assertThat(next()).isFalse();
    }

    @Test
    void holdMusicTakesTheTonesPlaceAndGoesOnWhereItWas() {
        short[] music = new short[160 * 3];
        Arrays.fill(music, 0, 160, (short) 100);
        Arrays.fill(music, 160, 320, (short) 200);
        Arrays.fill(music, 320, 480, (short) 300);
        Playout patient = new Playout(
                new Playout.Listener() {
                    @Override
                    public void playoutStarted(int turnId) {}

                    @Override
                    public void playoutRanDry(int turnId) {}

                    @Override
                    public void playoutFinished(int turnId, int playedMs) {}
                },
                music);
        patient.waitingTone(1);
        assertThat(levels(patient, 4)).containsExactly(100, 200, 300, 100);
        patient.add(1, RoomCommand.Play.FILLER, sound(20, 1000));
        assertThat(levels(patient, 3)).startsWith(1000).contains(200);
        patient.end(1);
        assertThat(levels(patient, 1)).containsExactly(0);
    }

    private List<Integer> levels(Playout from, int frames) {
        List<Integer> levels = new ArrayList<>();
        short[] heard = new short[160];
        for (int i = 0; i < frames; i++) {
            from.next(heard);
            levels.add((int) heard[80]);
        }
        return levels;
    }
}
