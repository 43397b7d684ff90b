package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.testkit.Tones;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConcealmentTest {
    private final Concealment concealment = new Concealment(8000);
    private final short[] voice = Tones.sine(110, 400, 8000, 10_000);

    private void hear(int ms) {
        for (int at = 0; at < ms * 8; at += 80) {
            short[] unit = Arrays.copyOfRange(voice, at, at + 80);
            short[] before = unit.clone();
            concealment.heard(unit, 0, 80);
            assertThat(unit).as("sound without a loss is left alone").isEqualTo(before);
        }
    }

    private short[] conceal(int ms) {
        short[] made = new short[ms * 8];
        for (int at = 0; at < made.length; at += 80) {
            concealment.conceal(made, at, 80);
        }
        return made;
    }

    @Test
    void aVoiceGoesOnAtItsPitchThroughALostPacket() {
        hear(200);
        short[] made = conceal(20);
        double error = 0;
        double power = 0;
        for (int i = 0; i < 80; i++) {
            error += Math.pow(made[i] - voice[1600 + i], 2);
            power += Math.pow(voice[1600 + i], 2);
        }
        assertThat(10 * Math.log10(power / error)).isGreaterThan(12);
    }

    @Test
    void fadesAndIsSilentAfterSixtyMilliseconds() {
        hear(200);
        short[] made = conceal(200);
        assertThat(peak(made, 0, 80)).isGreaterThan(9000);
        assertThat(peak(made, 240, 320)).isLessThan(7000);
        assertThat(peak(made, 480, 1600)).isZero();
    }

    @Test
    void joinsWhatFollowsWithoutAClick() {
        hear(200);
        short[] made = conceal(30);
        short[] next = Arrays.copyOfRange(voice, 1600 + 240, 1600 + 320);
        concealment.heard(next, 0, 80);
        int largest = Math.abs(next[0] - made[239]);
        for (int i = 1; i < 80; i++) {
            largest = Math.max(largest, Math.abs(next[i] - next[i - 1]));
        }
        // The tone itself moves by 860 from one sample to the next at the most.
        assertThat(largest).isLessThan(1800);
    }

    @Test
    void nothingBecomesOfSilence() {
        assertThat(conceal(100)).containsOnly((short) 0);
    }

    private static int peak(short[] samples, int from, int to) {
        int most = 0;
        for (int i = from; i < to; i++) {
            most = Math.max(most, Math.abs(samples[i]));
        }
        return most;
    }
}
