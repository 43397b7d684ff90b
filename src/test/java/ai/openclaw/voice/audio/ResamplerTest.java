package ai.openclaw.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.openclaw.voice.testkit.Tones;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
    @ParameterizedTest
    @CsvSource({
        "8000,16000,1000", "16000,8000,1000", "22050,8000,3000", "24000,8000,300", "48000,8000,2500",
        "22050,16000,5000", "8000,22050,3000", "8000,48000,3000", "24000,16000,440", "16000,48000,6000"
    })
    void aToneComesThroughCleanAndAtItsLevel(int from, int to, double hz) {
        short[] out = resample(Tones.sine(hz, 1000, from), from, to, 1 << 20);
        assertThat(out.length).isBetween(to - 2, to + 2);
        assertThat(Tones.signalToRestDb(out, to / 10, to * 9 / 10, hz, to)).isGreaterThan(60);
        assertThat(Tones.amplitude(out, to / 10, to * 9 / 10, hz, to)).isBetween(15_900.0, 16_100.0);
    }

    @Test
    void whatTheTelephoneCannotCarryDoesNotFoldBackIntoIt() {
        for (int hz : new int[] {4100, 5000, 7000, 10_000}) {
            short[] out = resample(Tones.sine(hz, 500, 22_050), 22_050, 8000, 4096);
            short loudest = loudest(out, 400, 3600);
            // 60 dB below the tone.
            assertThat(loudest).as("%d Hz", hz).isLessThan((short) 16);
        }
    }

    @Test
    void piecesOfAnyLengthGiveTheSameAsTheWhole() {
        short[] in = new short[22_050];
        Random random = new Random(1);
        for (int i = 0; i < in.length; i++) {
            in[i] = (short) (random.nextGaussian() * 4000);
        }
        short[] whole = resample(in, 22_050, 8000, in.length);
        for (int piece : new int[] {1, 7, 160, 441, 1000}) {
            assertThat(resample(in, 22_050, 8000, piece)).isEqualTo(whole);
        }
    }

    @Test
    void aStepInLevelStaysWhereItWas() {
        short[] in = new short[24_000];
        Arrays.fill(in, 12_000, 24_000, (short) 10_000);
        short[] out = resample(in, 24_000, 8000, 480);
        assertThat(out[3900]).isBetween((short) -50, (short) 50);
        assertThat(out[4100]).isBetween((short) 9950, (short) 10_050);
        assertThat(out[4000]).isBetween((short) 2000, (short) 8000);
    }

    @Test
    void loudSoundIsClippedAndDoesNotWrap() {
        short[] in = new short[16_000];
        for (int i = 0; i < in.length; i++) {
            in[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] out = resample(in, 16_000, 8000, 320);
        for (int i = 100; i < out.length - 100; i++) {
            if (i % 10 == 5) {
                assertThat(out[i]).isEqualTo(out[i + 20]);
                assertThat(Math.abs((int) out[i])).isGreaterThan(25_000);
            }
        }
    }

    @Test
    void refusesARateThatNoSoundHas() {
        assertThatThrownBy(() -> new Resampler(0, 8000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Resampler(8000, 1 << 30)).hasMessageContaining("Hz");
    }

    private static short loudest(short[] samples, int from, int to) {
        int most = 0;
        for (int i = from; i < to; i++) {
            most = Math.max(most, Math.abs(samples[i]));
        }
        return (short) most;
    }

    private static short[] resample(short[] in, int from, int to, int piece) {
        Resampler resampler = new Resampler(from, to);
        short[] out = new short[resampler.maxOutput(in.length) + resampler.maxFlush()];
        int n = 0;
        for (int at = 0; at < in.length; at += piece) {
            n += resampler.resample(in, at, Math.min(piece, in.length - at), out, n);
        }
        n += resampler.flush(out, n);
        return Arrays.copyOf(out, n);
    }
}
