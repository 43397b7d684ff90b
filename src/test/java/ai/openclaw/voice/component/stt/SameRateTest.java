package ai.openclaw.voice.component.stt;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.voice.call.Pcm;
import ai.openclaw.voice.testkit.Tones;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SameRateTest {
    @Test
    void leavesWidebandUntouched() {
        SameRate rate = new SameRate();
        Pcm piece = new Pcm(Tones.sine(6000, 100, 16_000), 16_000);
        assertThat(rate.samples(piece)).isSameAs(piece.samples());
        assertThat(rate.rateHz()).isEqualTo(16_000);
    }

    @Test
    void goesOnAtTheFirstRateWhenTheCodecChangesWhileSomebodySpeaks() {
        SameRate rate = new SameRate();
        assertThat(rate.samples(new Pcm(new short[800], 8000))).hasSize(800);
        short[] tone = Tones.sine(500, 1000, 16_000);
        int count = 0;
        short[] all = new short[8000];
        for (int at = 0; at < tone.length; at += 1600) {
            short[] piece = rate.samples(new Pcm(Arrays.copyOfRange(tone, at, at + 1600), 16_000));
            System.arraycopy(piece, 0, all, count, piece.length);
            count += piece.length;
        }
        assertThat(rate.rateHz()).isEqualTo(8000);
        assertThat(count).isBetween(7900, 8000);
        assertThat(Tones.signalToRestDb(all, 800, 7200, 500, 8000)).isGreaterThan(40);
        assertThat(rate.samples(new Pcm(new short[800], 8000))).as("and back").hasSize(800);
    }
}
