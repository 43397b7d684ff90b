package ai.openclaw.voice.demo.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LineMixTest {
    private static short[] frame(int value) {
        short[] frame = new short[160];
        Arrays.fill(frame, (short) value);
        return frame;
    }

    private static short[] sent(LineMix mix, short[] frame) {
        mix.addTo(frame);
        return frame;
    }

    @Test
    void returnsWhatWasHeardLaterAndSofter() {
        LineMix mix = new LineMix(-20.0, 40);
        mix.heard(frame(10_000));
        assertThat(sent(mix, frame(0))).containsOnly(0);
        mix.heard(frame(10_000));
        assertThat(sent(mix, frame(0))).containsOnly(0);
        mix.heard(frame(5_000));
        assertThat(sent(mix, frame(7))).containsOnly(1007);
    }

    @Test
    void withoutEchoNothingComesBack() {
        LineMix mix = new LineMix(null, 0);
        mix.heard(frame(10_000));
        assertThat(sent(mix, frame(3))).containsOnly(3);
    }

    @Test
    void aBackgroundIsHeardBesideWhatIsSaidUntilItIsOver() {
        LineMix mix = new LineMix(null, 0);
        mix.background(frame(100));
        assertThat(sent(mix, frame(5))).containsOnly(105);
        assertThat(sent(mix, frame(5))).containsOnly(5);
    }

    @Test
    void twoLoudSoundsClipInsteadOfTurningOver() {
        LineMix mix = new LineMix(null, 0);
        mix.background(frame(30_000));
        assertThat(sent(mix, frame(30_000))).containsOnly(Short.MAX_VALUE);
    }
}
