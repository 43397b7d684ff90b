package ai.openclaw.voice.component.stt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UpsamplerTest {
    @Test
    void keepsToneAndLevel() {
        for (int hz : new int[] {100, 440, 1000, 2500, 3400}) {
            float[] tone = Arrays.copyOfRange(new Upsampler().doubled(tone(hz, 8000)), 8000, 14000);
            assertThat(level(tone, hz)).as("%d Hz", hz).isBetween(0.495, 0.505);
        }
    }

    @Test
    void leavesNoImageAboveFourKilohertz() {
        for (int hz : new int[] {300, 1000, 2500, 3400}) {
            float[] tone = Arrays.copyOfRange(new Upsampler().doubled(tone(hz, 8000)), 8000, 14000);
            assertThat(level(tone, 8000 - hz)).as("image of %d Hz", hz).isLessThan(0.5 * 0.001);
        }
    }

    @Test
    void givesTheSameInPiecesAsInOne() {
        short[] input = tone(700, 1000);
        float[] whole = new Upsampler().doubled(input);
        Upsampler upsampler = new Upsampler();
        float[] pieces = new float[0];
        for (int at = 0; at < input.length; at += 137) {
            float[] more = upsampler.doubled(Arrays.copyOfRange(input, at, Math.min(at + 137, input.length)));
            int before = pieces.length;
            pieces = Arrays.copyOf(pieces, before + more.length);
            System.arraycopy(more, 0, pieces, before, more.length);
        }
        assertThat(pieces).containsExactly(whole);
    }

    private static short[] tone(int hz, int samples) {
        short[] tone = new short[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (short) Math.round(16384 * Math.sin(2 * Math.PI * hz * i / 8000));
        }
        return tone;
    }

    /** The amplitude of one frequency at 16 kHz (a single bin of a Fourier transform, Hann window). */
    private static double level(float[] samples, int hz) {
        double re = 0;
        double im = 0;
        double weight = 0;
        for (int i = 0; i < samples.length; i++) {
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / samples.length);
            re += window * samples[i] * Math.cos(2 * Math.PI * hz * i / 16000);
            im += window * samples[i] * Math.sin(2 * Math.PI * hz * i / 16000);
            weight += window;
        }
        return 2 * Math.hypot(re, im) / weight;
    }
}
