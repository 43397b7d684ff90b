package ai.openclaw.voice.demo.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudioTrackTest {
    private final AudioTrack track = new AudioTrack(true);

    @Test
    void fillsGapsWithSilence() {
        track.put(2, new short[] {1, 2});
        track.put(6, new short[] {3});
        assertThat(track.samples()).containsExactly(0, 0, 1, 2, 0, 0, 3);
    }

    @Test
    void pullsWhatCameLateToItsPlace() {
        track.put(2, new short[] {1, 2});
        track.put(6, new short[] {3, 4});
        track.pull(6, 2);
        assertThat(track.samples()).containsExactly(0, 0, 1, 2, 3, 4);
    }

    @Test
    void dropsWhatWouldLieBeforeTheAnswer() {
        track.put(1, new short[] {1, 2, 3});
        track.pull(1, 2);
        assertThat(track.samples()).containsExactly(2, 3);
        track.pull(-5, 1);
        assertThat(track.samples()).containsExactly(3);
        track.pull(0, 10);
        assertThat(track.samples()).containsExactly(3);
    }

    @Test
    void ignoresWhatLiesBeforeTheAnswerOrHoursAhead() {
        track.put(-1, new short[] {1});
        track.put(1L << 40, new short[] {1});
        assertThat(track.samples()).isEmpty();
    }

    @Test
    void cutsToWhatThereIs() {
        track.put(0, new short[80]);
        assertThat(track.between(5, 1000).durationMs()).isEqualTo(5);
        assertThat(track.between(-10, 2).durationMs()).isEqualTo(2);
        assertThat(track.between(50, 20).samples()).isEmpty();
    }
}
