package ai.openclaw.voice.component.rtp.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Packets of 20 ms hold their own number; a frame is taken every 20 ms. */
class HeardFramesTest {
    private final HeardFrames frames = new HeardFrames();
    private final short[] frame = new short[160];
    private int packets;

    private void come(int count) {
        for (int i = 0; i < count; i++) {
            short[] samples = new short[160];
            Arrays.fill(samples, (short) ++packets);
            frames.add(samples, 0, 80);
            frames.add(samples, 80, 80);
        }
    }

    private int next() {
        frames.next(frame);
        assertThat(frame).containsOnly(frame[0]);
        return frame[0];
    }

    @Test
    void lagsByAPacketSoThatALateOneTearsNoHole() {
        come(1);
        assertThat(next()).isZero();
        come(1);
        assertThat(next()).isEqualTo(1);
        // The next one is late, and two come for the frame after it.
        assertThat(next()).isEqualTo(2);
        come(2);
        assertThat(next()).isEqualTo(3);
        come(1);
        assertThat(next()).isEqualTo(4);
    }

    @Test
    void isSilentWhereNothingCame() {
        come(2);
        assertThat(next()).isEqualTo(1);
        assertThat(next()).isEqualTo(2);
        assertThat(next()).isZero();
        come(1);
        assertThat(next()).isZero();
        come(1);
        assertThat(next()).isEqualTo(3);
    }

    @Test
    void aBurstDoesNotBringTheSidesOutOfStep() {
        come(2);
        next();
        come(30);
        frames.next(frame);
        assertThat(packets - frame[0]).as("packets behind").isLessThan(12);
    }
}
